// Shows how much of a letter is the writer's own, while they write. The page with the finished letter says it too.
const form = document.querySelector("[data-letter]");
const meter = form?.querySelector("[data-meter]");

function words(text) {
  return text.trim().split(/\s+/).filter(Boolean).length;
}

function update() {
  const own = words(form.elements.opening.value);
  let theirs = Number(form.dataset.words) + Number(form.dataset.more);
  for (const box of form.querySelectorAll("[name=points]:checked")) theirs += Number(box.dataset.words);
  const share = own / (own + theirs || 1);
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
  meter.hidden = own === 0;
  meter.querySelector("meter").value = Math.round(100 * share);
  const said = meter.querySelector("[data-share]");
  said.textContent = said.dataset.share.replace("#", percent);
}

if (meter) {
  form.addEventListener("input", update);
  update();
}
