"""What holds in the directory by itself: periods, circles, codes and workbooks."""
