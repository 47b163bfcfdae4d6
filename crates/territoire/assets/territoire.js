// The composer of a territory, where there is a script: the map can be pressed and walked with the arrow keys, and
// every change shows its figures at once. Without it, the list of communes and its button do the same.

const composer = () => document.getElementById("compositeur");
let pending = null;
let waiting = 0;

// Sends the form as it stands (or with one more button) and puts the answer in its place.
async function refresh(form, button) {
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.append(button.name, button.value);
  pending?.abort();
  pending = new AbortController();
  const root = composer();
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, signal: pending.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("compositeur");
    if (!fresh) throw new Error(`${answer.status}`);
    keepPlace(root, fresh, Boolean(button?.name));
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

// The same communes are on the page: only what changed moves, the map keeps its focus and the table its filter. Other
// communes: everything is put in place of the old.
function keepPlace(old, fresh, pressed) {
  const shown = (root) => root.querySelector("input[name=affiche]")?.value;
  if (shown(old) !== shown(fresh)) {
    const id = document.activeElement?.id;
    old.replaceWith(fresh);
    prepare(fresh);
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
    return;
  }
  old.querySelector("input[name=etat]").value = fresh.querySelector("input[name=etat]").value;
  const boxes = new Map([...fresh.querySelectorAll("input[name=c]")].map((box) => [box.value, box]));
  old.querySelectorAll("input[name=c]").forEach((box) => {
    const other = boxes.get(box.value);
    if (!other) return;
    box.checked = other.checked;
    box.closest("tr").lastElementChild.replaceChildren(...other.closest("tr").lastElementChild.childNodes);
  });
  const shapes = new Map([...fresh.querySelectorAll("path[data-c]")].map((path) => [path.dataset.c, path]));
  old.querySelectorAll("path[data-c]").forEach((path) => {
    const other = shapes.get(path.dataset.c);
    if (!other) return;
    path.setAttribute("class", other.getAttribute("class"));
    path.querySelector("title").textContent = other.querySelector("title").textContent;
    describe(path, boxes.get(path.dataset.c));
  });
  const outline = (root) => root.querySelector("svg[data-pick] path.outline");
  if (outline(old) && outline(fresh)) outline(old).setAttribute("d", outline(fresh).getAttribute("d"));
  swap(old, fresh, ".legend");
  swap(old, fresh, "#resultat");
  swap(old, fresh, "#details");
  if (pressed) {
    const id = document.activeElement?.id;
    swap(old, fresh, "#choisir");
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
  }
  old.removeAttribute("aria-busy");
}

// One part for another; what was open in it stays open.
function swap(old, fresh, selector) {
  const [before, after] = [old.querySelector(selector), fresh.querySelector(selector)];
  if (!before || !after) return;
  const open = [...before.querySelectorAll("details")].map((details) => details.open);
  [...after.querySelectorAll("details")].forEach((details, at) => { if (open[at]) details.open = true; });
  before.replaceWith(after);
}

function describe(path, box) {
  if (!box) return;
  path.setAttribute("aria-checked", String(box.checked));
  path.setAttribute("aria-label", path.querySelector("title")?.textContent ?? path.dataset.c);
}

function prepare(root) {
  const form = root.querySelector("form[data-composer]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    const sent = event.submitter;
    if (sent?.hasAttribute("formaction")) return;
    event.preventDefault();
    refresh(form, sent);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[name=c], select[name=vue]")) later(form);
  });
  root.querySelectorAll("svg[data-pick]").forEach((map) => pickable(map, form));
}

// Several boxes ticked in a row make one request.
function later(form) {
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh(form), 250);
}

function pickable(map, form) {
  const paths = [...map.querySelectorAll("path[data-c]")];
  const boxes = new Map([...form.querySelectorAll("input[name=c]")].map((box) => [box.value, box]));
  const live = composer().querySelector("[data-said]");
  if (paths.length === 0) return;
  map.setAttribute("role", "group");
  for (const path of paths) {
    const box = boxes.get(path.dataset.c);
    if (!box) continue;
    path.setAttribute("role", "checkbox");
    path.setAttribute("tabindex", "-1");
    describe(path, box);
  }
  const usable = paths.filter((path) => path.hasAttribute("tabindex"));
  usable[0]?.setAttribute("tabindex", "0");
  const walk = (path) => {
    usable.forEach((other) => other.setAttribute("tabindex", other === path ? "0" : "-1"));
    path.focus();
  };
  const toggle = (path) => {
    const box = boxes.get(path.dataset.c);
    if (!box) return;
    box.checked = !box.checked;
    path.classList.toggle("in", box.checked);
    path.classList.toggle("out", !box.checked);
    path.setAttribute("aria-checked", String(box.checked));
    if (live) live.textContent = `${box.closest("label").textContent.trim()} ${box.checked ? "ajoutée" : "retirée"}`;
    later(form);
  };
  map.addEventListener("click", (event) => {
    const path = event.target.closest("path[data-c]");
    if (!path) return;
    toggle(path);
    walk(path);
  });
  map.addEventListener("keydown", (event) => {
    const path = event.target.closest("path[data-c]");
    if (!path) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      toggle(path);
    }
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const next = nearest(path, usable, way);
    if (next) walk(next);
  });
}

// The closest commune in that direction: as far ahead as needed, as little aside as possible.
function nearest(from, paths, [dx, dy]) {
  const centre = (path) => {
    const box = path.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const path of paths) {
    if (path === from) continue;
    const [px, py] = centre(path);
    const ahead = (px - x) * dx + (py - y) * dy;
    const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (ahead <= 0) continue;
    const cost = ahead + aside * 2;
    if (cost < least) [best, least] = [path, cost];
  }
  return best;
}

if (composer()) prepare(composer());
