// Bootstrap's own way to be dark; the panel follows by the `color-scheme` that comes with it.

const dark = document.querySelector<HTMLInputElement>("#dark")!;

dark.addEventListener("change", () => {
  document.documentElement.dataset["bsTheme"] = dark.checked ? "dark" : "light";
});
