"""Lighthouse on the pages that matter, as a phone sees them."""
