// Puts the focus on the summary of errors, where a browser does not heed its autofocus.
document.querySelector(".errors")?.focus();
