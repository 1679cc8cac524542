// Loads the page's WebAssembly, or says in plain words why it cannot.
//
// A classic script, not a module: a module is refused when the page is opened from disk, and then nobody would be left
// to say so. `cargo xtask dist` replaces the names of the two module files by names that carry a hash of the content;
// `cargo xtask serve` leaves the service worker out.
(function () {
  "use strict";

  var here = document.currentScript.src;
  var SERVICE_WORKER = "service-worker.js";

  // The policy refuses text as markup and as a script's address, but for what goes through these two, which nothing outside
  // of this script can reach. An address: the service worker's, and that of a script made here.
  var addresses = rules("postil-url", {
    createScriptURL: function (address) {
      if (address !== SERVICE_WORKER && address.indexOf("blob:" + location.origin + "/") !== 0) {
        throw new TypeError(address + " is not of this page");
      }
      return address;
    },
  });
  // Markup: what is pasted or opened, for a document that is never shown, in which nothing runs or loads.
  var markup = rules("postil-html", { createHTML: function (html) { return html; } });

  function rules(name, methods) {
    return window.trustedTypes ? trustedTypes.createPolicy(name, methods) : methods;
  }

  window.postilParse = function (html) {
    return new DOMParser().parseFromString(markup.createHTML(html), "text/html");
  };

  // The worker is started out of a line of script in a `blob:` address, not from its file: so it is held by the page's policy,
  // as a worker from an address of a host is not. The import is a late one, because Firefox asks the host, not what is kept, for
  // what a worker imports at its start; what is asked of the worker until then waits.
  window.postilWorker = function () {
    var script = "var early = [];" +
      "onmessage = function (event) { early.push(event); };" +
      "import(" + JSON.stringify(document.getElementById("worker").href) + ").then(" +
      "function () { early.forEach(onmessage); }," +
      "function (error) { setTimeout(function () { throw error; }); });";
    var address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    var started = new Worker(addresses.createScriptURL(address), { type: "module" });
    started.addEventListener("error", function () {
      URL.revokeObjectURL(address);
    });
    return started;
  };

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

  // What can send without the page's policy having a say. The page needs none of it, and no script of others runs here.
  ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCIceTransport", "RTCDtlsTransport",
    "RTCSctpTransport", "RTCDataChannel", "WebTransport", "PresentationRequest", "open"].forEach(function (name) {
    delete window[name];
  });

  if (location.protocol === "file:") {
    explain("Postil needs to be served: run `cargo xtask serve` in its folder, or put the files of `dist` on any web host. To open it from disk, take the one file that `cargo xtask dist --single-file` makes.");
    return;
  }
  if (typeof WebAssembly !== "object") {
    explain("Postil needs WebAssembly, which this browser lacks or has turned off. Any browser of the last few years will do.");
    return;
  }
  if (SERVICE_WORKER && navigator.serviceWorker) {
    keep(navigator.serviceWorker);
  }

  // Keeps the page for use without network, and offers new versions: the page shows the offer and says when it is taken,
  // which is after all work is saved.
  function keep(workers) {
    var taken = false;
    // Asked which files it is made of, so that these are kept as long as it is open.
    workers.onmessage = function (event) {
      var parts = document.querySelectorAll("head [href], head [src]");
      event.ports[0].postMessage(Array.from(parts, function (part) { return part.href || part.src; }));
    };
    workers.addEventListener("controllerchange", function () {
      if (taken) {
        taken = false;
        location.reload();
      }
    });
    workers.register(addresses.createScriptURL(SERVICE_WORKER), { updateViaCache: "none" }).then(
      function (registration) {
        function offer() {
          if (registration.waiting && workers.controller) {
            document.documentElement.dataset.update = "waiting";
            dispatchEvent(new Event("postil-update"));
          }
        }
        function watch() {
          if (registration.installing) {
            registration.installing.addEventListener("statechange", offer);
          }
        }
        watch();
        offer();
        if (workers.controller) {
          workers.controller.postMessage("opened");
        }
        registration.addEventListener("updatefound", watch);
        addEventListener("postil-take-update", function () {
          if (registration.waiting) {
            taken = true;
            registration.waiting.postMessage("take over");
          } else {
            // Another tab has taken it.
            location.reload();
          }
        });
        // A tab may stay open for weeks.
        setInterval(function () {
          registration.update().catch(function () {});
        }, 3600000);
      },
      function (error) {
        // Such as in a private window: the page works, but not without network.
        console.info("Postil is not kept for use without network.", error);
      },
    );
  }

  import("./postil.js")
    .then(function (postil) {
      return postil.default({ module_or_path: new URL("postil_bg.wasm", here) });
    })
    .catch(function (error) {
      explain("Postil could not be loaded. Reload the page; if that does not help, this browser may be too old for it.", error);
    });
})();
