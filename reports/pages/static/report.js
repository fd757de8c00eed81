// Filters of a table: its rows bear data-words; what is chosen stands in the address, so that a view can be sent.
// Without script every row is there.
(() => {
  const form = document.querySelector("form[data-filters]");
  if (!form) return;
  const rows = [...document.querySelectorAll("tbody tr")];
  const status = document.querySelector("[role=status]");
  const fields = [...form.elements].filter((e) => e.name);
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) if (asked.has(field.name)) field.value = asked.get(field.name);
  const holds = (row, name, value) => {
    if (name === "words") {
      return value.toLowerCase().split(/\s+/).every((w) => row.textContent.toLowerCase().includes(w));
    }
    if (name === "least") return Number(row.dataset.least) >= Number(value);
    if (name === "since") return row.dataset.since >= value;
    return row.dataset[name] === value;
  };
  const show = () => {
    const chosen = fields.filter((f) => f.value).map((f) => [f.name, f.value]);
    let count = 0;
    for (const row of rows) {
      row.hidden = !chosen.every(([name, value]) => holds(row, name, value));
      if (!row.hidden) count += 1;
    }
    status.textContent = `${count} of ${rows.length} rows`;
    history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname);
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (e) => e.preventDefault());
  show();
})();
