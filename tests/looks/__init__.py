"""How the house looks in a real browser: accessible, light, calm, and nobody else's business."""
