"""Methods that choose and count for Tandem: plain questions in, plain answers with reasons out."""
