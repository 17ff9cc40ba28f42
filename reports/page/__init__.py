"""Pure: what a public text may say."""
