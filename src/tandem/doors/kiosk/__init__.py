"""The kiosk: the web's questions on a machine in a hall, with a colleague one press away and no trace left."""
