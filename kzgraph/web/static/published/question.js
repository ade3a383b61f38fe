// The query in the address: it is put into the form, and asked unless the address only opens it.

const here = new URLSearchParams(location.search);
const query = here.get("query");

if (query) {
  const field = document.getElementById("query");
  field.value = query;
  const page = document.documentElement;
  const ask = () => field.form.requestSubmit();
  if (!here.get("open")) {
    const observer = new MutationObserver(() => {
      if (page.dataset.editor !== "ready") return;
      observer.disconnect();
      ask();
    });
    observer.observe(page, { attributes: true, attributeFilter: ["data-editor"] });
  }
}
