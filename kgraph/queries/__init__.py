"""The questions that can be asked, written once against the store interface."""
