// Starts the page that is one file: everything is inside, packed, and is unpacked when it is needed.
//
// `cargo xtask dist --single-file` puts the module's script in front of this one. The page finds its files through
// `postilFile`; in the page of many files there is none. Its worker (`postilWorker`) and the reader of markup (`postilParse`)
// are in `start.js` there.
(function () {
  "use strict";

  function explain(message, error) {
    var place = document.getElementById("loading");
    if (place) {
      place.textContent = message;
      place.setAttribute("role", "alert");
    }
    if (error) {
      console.error(error);
    }
  }

  if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
    explain("Postil needs WebAssembly and unpacks itself, which this browser cannot or may not. Any browser since 2023 will do.");
    return;
  }

  // Bytes of the part of that id.
  function unpacked(id) {
    return new Promise(function (resolve) {
      var packed = atob(document.getElementById("file-" + id).textContent);
      var bytes = new Uint8Array(packed.length);
      for (var i = 0; i < packed.length; i += 1) {
        bytes[i] = packed.charCodeAt(i);
      }
      resolve(new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
    }).then(function (buffer) {
      return new Uint8Array(buffer);
    });
  }

  // The policy refuses text as markup and as a script's address, but for what goes through these two: the worker's script,
  // made here, and what is pasted or opened, for a document that is never shown.
  var addresses = rules("postil-url", { createScriptURL: function (address) { return address; } });
  var markup = rules("postil-html", { createHTML: function (html) { return html; } });

  function rules(name, methods) {
    return window.trustedTypes ? trustedTypes.createPolicy(name, methods) : methods;
  }

  window.postilParse = function (html) {
    return new DOMParser().parseFromString(markup.createHTML(html), "text/html");
  };

  // A classic worker: from disk, Chromium refuses one that is a module.
  function worker() {
    var script = new Blob([document.getElementById("worker-script").textContent], { type: "text/javascript" });
    var address = URL.createObjectURL(script);
    var started = new Worker(addresses.createScriptURL(address));
    unpacked("exchange").then(
      function (module) {
        started.postMessage({ module: module }, [module.buffer]);
      },
      function (error) {
        started.postMessage({ failed: String(error) });
      },
    );
    return started;
  }

  window.postilFile = unpacked;
  window.postilWorker = worker;
  unpacked("postil")
    .then(function (module) {
      return __wbg_init({ module_or_path: module });
    })
    .catch(function (error) {
      explain("Postil could not be started. Reload the page; if that does not help, this browser may be too old for it.", error);
    });
})();
