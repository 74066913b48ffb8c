// The page of a call: notes, name and town stay in this browser; the clock of Ottawa is this device's.
const box = document.querySelector("[data-notes]");
const notes = box.querySelector("textarea");
const clear = box.querySelector("[data-clear]");
const said = box.querySelector("[data-said]");
const inputs = [...document.querySelectorAll("[data-fills]")];
const kept = new Map([[notes, `call-notes-${box.dataset.notes}`], ...inputs.map((input) => [input, input.id])]);

// A browser may refuse to keep anything, in a private window for instance.
function canKeep() {
  try {
    localStorage.setItem("call-try", "1");
    localStorage.removeItem("call-try");
    return true;
  } catch {
    return false;
  }
}

// Each place of a gap, such as "[your name]", becomes an element of its own, which the words of its field replace.
function placesOf(gap) {
  const found = [];
  for (const script of document.querySelectorAll("[data-script]")) {
    const walker = document.createTreeWalker(script, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.includes(gap)) texts.push(walker.currentNode);
    for (const text of texts) {
      const parts = text.data.split(gap);
      text.replaceWith(...parts.flatMap((part, i) => (i ? [place(), part] : [part])));
    }
  }
  function place() {
    const span = Object.assign(document.createElement("span"), { className: "gap", textContent: gap });
    found.push(span);
    return span;
  }
  return found;
}

for (const input of inputs) {
  const gap = input.dataset.fills;
  const places = placesOf(gap);
  input.fill = () => places.forEach((span) => (span.textContent = input.value.trim() || gap));
  input.addEventListener("input", input.fill);
}
document.querySelector("[data-caller]").hidden = false;

if (canKeep()) {
  box.querySelector("[data-without-script]").hidden = true;
  box.querySelector("[data-with-script]").hidden = false;
  clear.hidden = false;
  for (const [field, key] of kept) {
    field.value = localStorage.getItem(key) ?? field.value;
    field.fill?.();
    field.addEventListener("input", () => {
      said.textContent = "";
      localStorage.setItem(key, field.value);
    });
  }
  clear.addEventListener("click", () => {
    // Those of other ridings and campaigns as well: somebody may be at a computer that others use.
    for (const key of Object.keys(localStorage)) if (key.startsWith("call")) localStorage.removeItem(key);
    for (const field of kept.keys()) {
      field.value = "";
      field.fill?.();
    }
    said.textContent = said.dataset.said;
  });
}

const clock = document.querySelector("[data-clock]");
function tick() {
  const options = { timeZone: clock.dataset.clock, hour: "numeric", minute: "2-digit" };
  const time = new Intl.DateTimeFormat(document.documentElement.lang, options).format(new Date());
  clock.textContent = clock.dataset.words.replace("{time}", time);
  clock.hidden = false;
}
// For a vacant seat there is no hour to call.
if (clock) {
  tick();
  setInterval(tick, 30_000);
}
