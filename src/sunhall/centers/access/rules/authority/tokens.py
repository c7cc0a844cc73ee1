"""Keys inside a device that speaks PKCS#11: a hardware security module, or one in software."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import pkcs11
from asn1crypto.algos import DSASignature
from asn1crypto.keys import ECDomainParameters
from pkcs11.util.ec import encode_ec_public_key

from sunhall.centers.access.rules.authority.keys import Algorithm


@dataclass(frozen=True)
class Token:
    """One slot of a device: its driver, its label, and the number that opens it."""

    module: str
    label: str
    pin: str

    @cached_property
    def session(self) -> pkcs11.Session:
        """Return the open session, kept as long as the program runs.

        Raises:
            pkcs11.PKCS11Error: there is no such device, or the number is wrong.
        """
        token = pkcs11.lib(self.module).get_token(token_label=self.label)
        return token.open(user_pin=self.pin, rw=True)

    def generate(self, name: str) -> "TokenKey":
        """Make a key on P-256 that never leaves the device."""
        curve = ECDomainParameters(name="named", value="secp256r1").dump()
        parameters = self.session.create_domain_parameters(
            pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: curve}, local=True
        )
        public, private = parameters.generate_keypair(
            store=True,
            label=name,
            private_template={
                pkcs11.Attribute.SENSITIVE: True,
                pkcs11.Attribute.EXTRACTABLE: False,
            },
        )
        return TokenKey(private, encode_ec_public_key(public))

    def find(self, name: str) -> "TokenKey":
        """Return a key by its name.

        Raises:
            pkcs11.NoSuchKey: the device has none of that name.
        """
        private = self.session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=name)
        public: Any = self.session.get_key(pkcs11.ObjectClass.PUBLIC_KEY, label=name)
        return TokenKey(private, encode_ec_public_key(public))


@dataclass(frozen=True)
class TokenKey:
    """A key on P-256 inside a device, which makes the signature."""

    key: Any
    public_key: bytes
    algorithm: Algorithm = Algorithm.ECDSA

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the data."""
        digest = sha256(data).digest()
        plain = self.key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        half = len(plain) // 2
        numbers = (int.from_bytes(part, "big") for part in (plain[:half], plain[half:]))
        return bytes(DSASignature(dict(zip("rs", numbers, strict=True))).dump())
