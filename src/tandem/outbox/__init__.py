"""Messages out: letter, SMS, e-mail and call task, from one text."""
