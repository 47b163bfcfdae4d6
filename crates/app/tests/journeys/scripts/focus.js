const one = document.activeElement, look = () => {
  const style = getComputedStyle(one);
  return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
          style.backgroundColor, style.color, style.textDecoration].join("|");
};
const place = one.tagName.toLowerCase() + (one.id ? "#" + one.id : "") + (one.name ? `[name=${one.name}]` : "");
const text = (one.innerText || one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.value || "").trim();
const href = one.getAttribute("href"), box = one.getBoundingClientRect(), focused = look();
const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
  && box.top < innerHeight && box.left < innerWidth;
one.blur();
const changed = look() !== focused;
one.focus({ focusVisible: true });
return { place, text, href, visible: shown && changed };
