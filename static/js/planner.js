// Adds up the minutes of the agenda while somebody changes them, beside the length that they are to make;
// and a place for words is as high as the words in it.
const length = document.querySelector("#id_length");
const minutes = [...document.querySelectorAll("[name^='step-'][name$='-minutes']")];
const shown = document.createElement("output");

function add() {
  const total = minutes.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
  shown.textContent = `${total} / ${length.value}`;
  shown.classList.toggle("is-wrong", total !== Number(length.value));
}

if (length && minutes.length) {
  shown.className = "sum";
  shown.setAttribute("aria-live", "polite");
  length.closest(".field").querySelector("label").append(" ", shown);
  for (const field of [length, ...minutes]) field.addEventListener("input", add);
  add();
}

function grow(place) {
  place.style.height = "auto";
  place.style.height = `${place.scrollHeight + place.offsetHeight - place.clientHeight}px`;
}

for (const place of document.querySelectorAll(".line textarea")) {
  place.addEventListener("input", () => grow(place));
  grow(place);
}
