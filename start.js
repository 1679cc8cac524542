// Loads the page's WebAssembly, or says in plain words why it cannot.
//
// A classic script, not a module: a module is refused when the page is opened from disk, and then nobody would be left
// to say so. `cargo xtask dist` replaces the two file names below by names that carry a hash of the content.
(function () {
  "use strict";

  var here = document.currentScript.src;

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
    explain("Postil needs to be served: run `cargo xtask serve` in its folder, or put the files of `dist` on any web host.");
    return;
  }
  if (typeof WebAssembly !== "object") {
    explain("Postil needs WebAssembly, which this browser lacks or has turned off. Any browser of the last few years will do.");
    return;
  }
  import("./postil.js")
    .then(function (postil) {
      return postil.default({ module_or_path: new URL("postil_bg.wasm", here) });
    })
    .catch(function (error) {
      explain("Postil could not be loaded. Reload the page; if that does not help, this browser may be too old for it.", error);
    });
})();
