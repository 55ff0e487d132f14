"""What the law asks to be shown of the use of data: gathered from what the code itself declares."""
