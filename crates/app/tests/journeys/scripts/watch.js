// Remembers how everything looks without the focus, then writes down each element that takes it, until one comes back.
const styles = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "backgroundColor", "color",
  "textDecorationLine", "stroke", "strokeWidth", "fill"];
// On a map, the focus of a link is drawn on the shape inside it.
const look = one => [one, one.parentElement, one.labels?.[0], one.querySelector(":scope > path")].filter(Boolean)
  .map(each => { const style = getComputedStyle(each); return styles.map(name => style[name]).join("|"); }).join("/");
const rest = new Map([...document.querySelectorAll("*")].map(one => [one, look(one)]));
const seen = new Set();
window.focusWalk = { stops: [], over: false };
document.addEventListener("focusin", ({ target: one }) => {
  const walk = window.focusWalk;
  walk.over ||= seen.has(one);
  if (walk.over) return;
  seen.add(one);
  const box = one.getBoundingClientRect();
  const onPage = box.width > 0 && box.height > 0 && box.right > 0 && box.bottom + scrollY > 0 && box.left < innerWidth;
  walk.stops.push({
    place: one.tagName.toLowerCase() + (one.id ? "#" + one.id : "") + (one.name ? `[name=${one.name}]` : ""),
    text: (one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.textContent || "").trim().slice(0, 80),
    href: one.getAttribute("href"),
    visible: onPage && look(one) !== rest.get(one),
  });
});
