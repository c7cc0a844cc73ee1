"""What the law decides about licenses: values in, values out."""
