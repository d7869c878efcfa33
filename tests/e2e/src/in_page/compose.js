// Simulates the events of an input method in the focused text box.

function compose(states, text) {
  const box = activeElement();
  const start = box.selectionStart;
  let end = box.selectionEnd;
  const fire = (Kind, type, options) =>
    box.dispatchEvent(new Kind(type, { bubbles: true, composed: true, ...options }));
  const show = (data) => {
    fire(CompositionEvent, "compositionupdate", { data });
    box.setRangeText(data, start, end, "end");
    end = start + data.length;
    fire(InputEvent, "input", { data, inputType: "insertCompositionText", isComposing: true });
  };
  fire(CompositionEvent, "compositionstart", { data: "" });
  states.forEach(show);
  show(text);
  fire(CompositionEvent, "compositionend", { data: text });
  fire(InputEvent, "input", { data: text, inputType: "insertFromComposition" });
}
