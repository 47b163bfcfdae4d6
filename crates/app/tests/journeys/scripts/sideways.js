const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide <= 0) return [];
const out = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
return [`${wide} px too wide: ` + out.slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(" · ")];
