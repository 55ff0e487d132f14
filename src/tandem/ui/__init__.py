"""The look of the house: design tokens, components, page frames, forms, and their gallery."""
