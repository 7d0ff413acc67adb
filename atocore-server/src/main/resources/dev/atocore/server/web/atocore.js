// Keys, and the number beside the slider. Every page works without this file.
// It runs before there is a body: it may only listen.
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  function typing(element) {
    return element.closest("input, textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.closest("details.edit")) {
      var edit = event.target.closest("details.edit");
      edit.open = false;
      edit.querySelector("summary").focus();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      return;
    }
    if (!(event.target instanceof Element) || typing(event.target)) {
      return;
    }
    var key = event.key.toLowerCase();
    if (!/^[a-z]$/.test(key)) {
      return;
    }
    var target = document.querySelector('[data-key="' + key + '"]');
    if (target === null) {
      return;
    }
    event.preventDefault();
    target.click();
  });

  // Not at "toggle", which comes a task later: keys typed until then would decide, not write.
  document.addEventListener("click", function (event) {
    var summary = event.target.closest("details.edit > summary");
    if (summary === null) {
      return;
    }
    event.preventDefault();
    var edit = summary.parentElement;
    edit.open = !edit.open;
    if (edit.open) {
      var text = edit.querySelector("textarea");
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.matches("[data-as-of] input[type=range]")) {
      event.target.form.querySelector("output").value = event.target.value;
    }
  });

  // A second press of a key must not send a form twice.
  document.addEventListener("submit", function (event) {
    if (event.target.method === "post") {
      if (event.target.dataset.sent) {
        event.preventDefault();
      }
      event.target.dataset.sent = "yes";
    }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
})();
