"""The citizen card (市民卡): one card, many departments, every look written down."""
