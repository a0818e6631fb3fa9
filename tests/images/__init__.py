"""Tests of pictures: what is taken, what is stripped, who may see it."""
