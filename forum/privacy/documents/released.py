"""The digests of versions that were released: nobody changes what was agreed to.

A new version gets its line here with the release that publishes it.
"""

RELEASED = {
    "posting-1": "fa7ecba49ea9fa2a9a0ab0b425e713306de22caebb78f6ba62d47a69206d28f6",
    "privacy-1": "cfea3a8aa368cdb31580d4639f8e07f2938d2dd05bc912c8d9449d9434b89080",
    "terms-1": "7a6a2a16b5eb1240a52126e28c35088dd1e5df479a2d787871aadf633a5cc5a8",
}
