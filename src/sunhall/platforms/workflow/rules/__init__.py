"""What a flow is and how it goes on: values in, values out."""
