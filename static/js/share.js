// Shows what only a script can do: copy the page's link, and the sharing sheet of a phone.
for (const row of document.querySelectorAll("[data-share]")) {
  const { share: url, shareTitle: title } = row.dataset;
  const copy = row.querySelector("[data-copy]");
  const send = row.querySelector("[data-send]");

  if (navigator.clipboard) {
    const label = copy.querySelector("[data-copied]");
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      label.textContent = label.dataset.copied;
    });
  }
  if (navigator.share) {
    send.hidden = false;
    // Closing the sheet without sending is no error.
    send.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
}
