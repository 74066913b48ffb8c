// A petition's page: one file, because a phone's first visit counts its requests.

// Keeps a petition's count up to date, once a minute, while the page is being looked at.
const tally = document.querySelector("[data-count-from]");
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language);
const share = new Intl.NumberFormat(language, { style: "percent" });

async function update() {
  if (document.hidden) return;
  const answer = await fetch(tally.dataset.countFrom).catch(() => null);
  if (!answer?.ok) return;
  const { count, goal, web, paper } = await answer.json();
  const reached = Math.min(1, count / goal);
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = number.format(count);
  for (const place of document.querySelectorAll("[data-count-web]")) place.textContent = number.format(web);
  for (const place of document.querySelectorAll("[data-count-paper]")) place.textContent = number.format(paper);
  for (const place of tally.querySelectorAll("[data-count-percent]")) place.textContent = share.format(reached);
  tally.querySelector("[data-count-arch]")?.setAttribute("stroke-dasharray", `${Math.round(100 * reached)} 100`);
}

if (tally) setInterval(update, 60_000);

// Counts the seconds from when the page was seen to when its form is sent; those of an earlier try are added.
for (const field of document.querySelectorAll("[data-seconds]")) {
  const before = Number(field.value);
  field.form.addEventListener("submit", () => {
    const seen = performance.getEntriesByType("paint")[0]?.startTime ?? 0;
    field.value = before + Math.floor((performance.now() - seen) / 1000);
  });
}
