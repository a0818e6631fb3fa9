"""The digests of versions that were released: nobody changes what was agreed to.

A new version gets its line here with the release that publishes it.
"""

RELEASED = {
    "posting-1": "fa7ecba49ea9fa2a9a0ab0b425e713306de22caebb78f6ba62d47a69206d28f6",
    "privacy-1": "e0ea845c48b737af37ca046617089155f7df16129b3324a211926dbdbdd57078",
    "terms-1": "9cf2c4520c50b3d4ea098b42c98320e7335c81a61c52ea07ce2dec0bace11bf2",
}
