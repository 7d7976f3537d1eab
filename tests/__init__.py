"""What must hold, with a named cast: Alice owns, Bob shares the event, Charlie is a stranger."""
