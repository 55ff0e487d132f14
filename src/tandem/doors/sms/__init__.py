"""The door of text messages: a question a message, from any mobile telephone."""
