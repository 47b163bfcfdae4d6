// Comfort only: every page works without this file.

const each = (selector, run) => document.querySelectorAll(selector).forEach(run);
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Lists of filters send themselves; their button is then only for those who prefer it.
each("form[data-autosubmit]", (form) => {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
});

// Rows are filtered as one types, accents or not.
each("input[data-filter]", (input) => {
  const table = document.getElementById(input.dataset.filter);
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => [row, fold(row.textContent)]);
  const count = input.parentElement.querySelector("[role=status]");
  input.parentElement.hidden = false;
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    if (words.length === 0) count.textContent = "";
    else count.textContent = shown === 0 ? "Aucune ligne" : shown === 1 ? "1 ligne" : `${shown} lignes`;
  });
});

// A text copied whole.
if (navigator.clipboard) {
  each("button[data-copy]", (button) => {
    const words = button.querySelector("span");
    const before = words.innerHTML;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest("figure").querySelector("code").textContent);
      words.textContent = "Copié";
      setTimeout(() => { words.innerHTML = before; }, 2000);
    });
  });
}

// The question that a page unfolds becomes a dialog.
each("details.confirm", (details) => {
  const opener = details.querySelector("summary");
  const panel = details.querySelector(".confirm-panel");
  if (!opener || !panel || typeof HTMLDialogElement === "undefined") return;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    const dialog = document.createElement("dialog");
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "button secondary";
    cancel.textContent = "Annuler";
    cancel.addEventListener("click", () => dialog.close());
    const question = panel.querySelector(".confirm-question");
    if (question) {
      question.id ||= `question-${Math.random().toString(36).slice(2)}`;
      dialog.setAttribute("aria-labelledby", question.id);
    }
    const form = panel.querySelector("form");
    (form?.querySelector(".actions") || form || panel).prepend(cancel);
    dialog.append(panel);
    dialog.addEventListener("close", () => {
      cancel.remove();
      details.append(panel);
      dialog.remove();
      opener.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  });
});

// Menus close on Escape and on a press elsewhere.
document.addEventListener("click", (event) => {
  each("details.menu[open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  each("details.menu[open]", (menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// Work under way: its part of the page is read again until it is done, then the whole page.
each("[data-poll]", (part) => {
  const again = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (!fresh?.hasAttribute("data-poll")) return location.reload();
    part.replaceChildren(...fresh.childNodes);
    setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
});

// A list worked by keyboard, once one of its boxes has the focus: j and k walk them, x ticks, with Shift it ticks all since the
// last one, Enter opens the row, a goes to what can be done. How many are ticked is said.
each("[data-boxes]", (list) => {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const form = list.closest("form");
  const said = form?.querySelector("[data-boxes-count]");
  let last = -1;
  const tick = (at, on, since) => {
    const [from, to] = since < 0 ? [at, at] : [Math.min(since, at), Math.max(since, at)];
    for (const box of boxes.slice(from, to + 1)) box.checked = on;
    last = at;
    const many = boxes.filter((box) => box.checked).length;
    if (said) said.textContent = many > 1 ? `${many} cochées` : many ? "1 cochée" : "";
  };
  list.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at >= 0) tick(at, event.target.checked, event.shiftKey ? last : -1);
  });
  list.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") boxes[Math.min(at + 1, boxes.length - 1)].focus();
    else if (event.key === "k") boxes[Math.max(at - 1, 0)].focus();
    else if (event.key === "x") tick(at, !event.target.checked, -1);
    else if (event.key === "X") tick(at, true, last);
    else if (event.key === "Enter") event.target.closest("tr")?.querySelector("a[href]")?.click();
    else if (event.key === "a") form?.querySelector(".actions button")?.focus();
    else return;
    event.preventDefault();
  });
});

// A key presses its button while the focus is in the same part of the page; typing a text is typing a text.
each("[data-keys]", (part) => {
  part.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const button = part.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
});

// A form that waits for the network: what was typed stays, and leaves once the site answers again. It carries its own key, so
// that a sending whose answer was lost counts once.
each("form[data-steady]", (form) => {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "alert warning";
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    if (form.contains(said)) return;
    const by = event.submitter;
    while (!(await fetch("/healthz", { cache: "no-store" }).catch(() => null))?.ok) {
      form.prepend(said);
      said.textContent = "Pas de réseau : rien n’est perdu, ce formulaire partira dès qu’il revient.";
      await new Promise((then) => setTimeout(then, 1500));
    }
    said.remove();
    ready = true;
    form.requestSubmit(by);
    ready = false;
  });
});

// A field that asks the site what it knows: the part of the page named is read again with what is typed.
each("input[data-ask]", (input) => {
  input.addEventListener("change", async () => {
    const form = input.form;
    const part = document.getElementById(input.dataset.ask);
    const button = form.querySelector("button[formaction]");
    if (!part || !button) return;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(button.formAction, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
  });
});
