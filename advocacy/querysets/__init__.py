"""Who may see what: a module for each tool."""
