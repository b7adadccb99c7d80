"""Import: from a saved article to a draft entry, and from its proposals to a reviewed one."""
