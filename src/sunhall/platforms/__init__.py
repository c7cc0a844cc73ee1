"""八平台: the platforms business systems stand on."""
