// Shows what only a script can do: copy the page's link or a piece of code, and the sharing sheet of a phone.
function offerCopy(button, text) {
  if (!navigator.clipboard) return;
  const label = button.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    label.textContent = label.dataset.copied;
  });
}

for (const row of document.querySelectorAll("[data-share]")) {
  const { share: url, shareTitle: title } = row.dataset;
  offerCopy(row.querySelector("[data-copy]"), url);
  if (navigator.share) {
    const send = row.querySelector("[data-send]");
    send.hidden = false;
    // Closing the sheet without sending is no error.
    send.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
}

for (const box of document.querySelectorAll("[data-code]")) {
  offerCopy(box.querySelector("[data-copy]"), box.querySelector("textarea").value);
}
