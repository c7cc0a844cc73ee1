"""认证授权中心: accounts and sign-on."""
