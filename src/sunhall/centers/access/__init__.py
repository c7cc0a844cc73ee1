"""The access center (认证授权中心): who signs on, and in which post they act."""
