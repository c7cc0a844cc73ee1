"""The data center (政务数据中心): the base of licenses, conduct records, and who used them."""
