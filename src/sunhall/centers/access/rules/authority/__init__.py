"""The certificate authority of the city: keys, profiles, and what is signed with them."""
