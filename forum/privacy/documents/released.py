"""The digests of versions that were released: nobody changes what was agreed to.

A new version gets its line here with the release that publishes it.
"""

RELEASED = {
    "posting-1": "fa7ecba49ea9fa2a9a0ab0b425e713306de22caebb78f6ba62d47a69206d28f6",
    "privacy-1": "35820a9e9c34687dcedd554b7042671a4a66e930902b86eace7b5faf32438473",
    "terms-1": "7a6a2a16b5eb1240a52126e28c35088dd1e5df479a2d787871aadf633a5cc5a8",
}
