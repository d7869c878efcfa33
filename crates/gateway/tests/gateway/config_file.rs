//! A file of options, and how it is checked.

use std::ffi::OsString;

use gateway::options::Given;

use crate::process::{checked, refused};
use crate::stub_upstream::CREDENTIALS;
use crate::temp_folder::TempFolder;

fn read(arguments: &[&str]) -> Result<Given, String> {
    let words: Vec<OsString> = ["gateway"]
        .iter()
        .chain(arguments)
        .map(OsString::from)
        .collect();
    Given::read(&words).map_err(|problem| problem.to_string())
}

/// What is wrong with a file of this content.
fn problem(content: impl AsRef<[u8]>, flags: &[&str]) -> String {
    let folder = TempFolder::new();
    let file = folder.write("gateway.toml", content);
    let said = read(&[&["--config", &file][..], flags].concat()).unwrap_err();
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    let rest = said.strip_prefix(&file);
    rest.unwrap_or_else(|| panic!("{said}")).to_owned()
}

#[test]
fn keys_are_the_names_of_the_flags() {
    let folder = TempFolder::new();
    let file = folder.write(
        "gateway.toml",
        "\u{feff}# for tests\r\n\
         port = 9_000\n\
         host = 'localhost'\n\
         upstream = \"https://api.example\"\n\
         behind-auth-proxy = true\n\
         share-answers = 1.5\n\
         grace = 7\n\
         portal = ['https://a.example', 'https://b.example']\n\
         allow-host = 'ops.example'\n\
         log-level = 'info'\n",
    );
    let options = read(&["--config", &file]).unwrap().options;
    assert_eq!(options.port, 9000);
    assert_eq!(
        options.upstream.as_ref().unwrap().to_string(),
        "https://api.example"
    );
    assert!(options.behind_auth_proxy);
    assert_eq!(options.share_answers.0.as_millis(), 1500);
    assert_eq!(options.grace().as_secs(), 7);
    assert_eq!(options.portal.len(), 2);
    assert_eq!(options.allow_host, ["ops.example"]);
    assert_eq!(options.max_connections, 1024);
}

#[test]
fn flags_win_over_the_file() {
    let folder = TempFolder::new();
    let file = folder.write(
        "gateway.toml",
        "port = 1\nportal = 'https://a.example'\ndemo = 5\nseed = 7\n",
    );
    let flags = [
        "--port",
        "2",
        "--portal",
        "https://b.example",
        "--config",
        &file,
    ];
    let options = read(&flags).unwrap().options;
    assert_eq!((options.port, options.demo, options.seed), (2, 5, 7));
    let portals: Vec<String> = options.portal.iter().map(ToString::to_string).collect();
    assert_eq!(portals, ["https://b.example"]);
}

#[test]
fn a_flag_may_need_what_the_file_says_and_the_other_way_round() {
    let folder = TempFolder::new();
    let upstream = folder.write("u.toml", "upstream = 'https://api.example'\n");
    let options = read(&["--config", &upstream, "--credentials", "x"]);
    assert!(options.unwrap().options.credentials.is_some());
    let key = folder.write("k.toml", "credentials = 'x'\n");
    let options = read(&["--config", &key, "--upstream", "https://api.example"]);
    assert!(options.unwrap().options.credentials.is_some());
}

#[test]
fn a_mistake_is_told_with_line_and_key() {
    for (content, said) in [
        (
            "demo = 1\nprot = 5\n",
            ", line 2: prot: there is no such key",
        ),
        (
            "log_level = 'info'",
            ", line 1: log_level: there is no such key, only log-level",
        ),
        ("config = 'x'", ", line 1: config: there is no such key"),
        ("help = true", ", line 1: help: there is no such key"),
        (
            "[upstream]\nurl = 'x'",
            ", line 1: upstream: has to be a text in quotes, not a table",
        ),
        (
            "\nport = '80'",
            ", line 2: port: has to be a number, not a text",
        ),
        (
            "dist = 5",
            ", line 1: dist: has to be a text in quotes, not a number",
        ),
        (
            "behind-auth-proxy = 'yes'",
            ", line 1: behind-auth-proxy: has to be true or false, not a text",
        ),
        (
            "portal = [5]",
            ", line 1: portal: has to be a list of texts in quotes",
        ),
        ("port = 70000", ", line 1: port: 70000 is not in 0..=65535"),
        ("grace = -1", ", line 1: grace: not a number of seconds"),
        (
            "log-level = 'loud'",
            ", line 1: log-level: has to be one of error, warn, info",
        ),
        ("portal = '*'", ", line 1: portal: no patterns"),
        (
            "require-token = ''",
            ", line 1: require-token: has no value",
        ),
        (
            "demo = 1\n\ndata = 'x'",
            ", line 3: data: cannot be used with --demo",
        ),
        (
            "\ncredentials = 'x'",
            ", line 2: credentials: needs --upstream",
        ),
        ("demo = 1\ndemo = 2", ", line 2: not TOML: duplicate key"),
        ("demo = ", ", line 1: not TOML: "),
        ("demo = 1\nport: 5", ", line 2: not TOML: "),
        ("\"a\\nb\" = 1", ", line 1: a\\nb: there is no such key"),
    ] {
        let told = problem(content, &[]);
        assert!(told.contains(said), "{content:?}: {told}");
    }
    let told = problem("\ndemo = 1", &["--data", "x"]);
    assert!(
        told.starts_with(", line 2: demo: cannot be used with --data"),
        "{told}"
    );
    // UTF-16, as some editors write it.
    let told = problem(b"\xff\xfed\0e\0m\0o\0", &[]);
    assert!(told.starts_with(", line 1: not UTF-8"), "{told}");
    assert!(problem(b"demo = 1\nseed = \xff", &[]).starts_with(", line 2: not UTF-8"));
}

#[test]
fn a_mistake_of_a_flag_is_not_blamed_on_the_file() {
    let folder = TempFolder::new();
    let file = folder.write("gateway.toml", "port = 1\ndemo = 1\n");
    let said = read(&["--config", &file, "--port", "70000", "--demo", "2"]).unwrap_err();
    assert!(said.contains("70000") && !said.contains(&file), "{said}");
}

#[test]
fn a_secret_in_the_file_is_not_repeated() {
    let told = problem(
        "require-token = 'hush'\nupstream = 'https://api.example'",
        &[],
    );
    assert!(!told.contains("hush"), "{told}");
}

#[test]
fn what_is_no_file_is_told_in_one_line() {
    let folder = TempFolder::new();
    let missing = folder.path().join("missing.toml");
    let large = folder.write("large.toml", "#".repeat(300_000));
    for path in [
        missing.to_str().unwrap(),
        folder.path().to_str().unwrap(),
        "/dev/null",
        &large,
    ] {
        let said = refused(&["--config", path]);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(path), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = TempFolder::new();
    let pipe = folder.path().join("pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let said = refused(&["--config", pipe.to_str().unwrap()]);
    assert!(
        said.contains("pipe.toml: it is a folder or a pipe"),
        "{said}"
    );
}

#[test]
fn a_check_says_what_would_be_listened_on() {
    let folder = TempFolder::new();
    let key = folder.write_private("key", CREDENTIALS);
    let file = folder.write(
        "gateway.toml",
        format!(
            "upstream = 'https://api.example'\ncredentials = '{key}'\nport = 9001\n\
             metrics = '127.0.0.1:9002'\nbase-path = '/ops'\ndist = '{}'\n",
            folder.path().display()
        ),
    );
    let (code, said) = checked(&["--config", &file]);
    assert_eq!(code, 0, "{said}");
    let expected = "ok: would listen on http://127.0.0.1:9001/ops/, with metrics on \
                    http://127.0.0.1:9002/metrics\n";
    assert!(said.starts_with(expected), "{said}");
    assert!(said.contains("asks https://api.example"), "{said}");
    assert!(said.contains("has no built page"), "{said}");
}

#[test]
fn a_check_listens_on_nothing() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, said) = checked(&["--demo", "5", "--port", &port]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_check_finds_what_is_wrong() {
    let folder = TempFolder::new();
    let bad_key = folder.write_private("key", "HPC_ACCESS_KEY_ID=A\n");
    let bad_data = folder.write("log.json", "no log");
    let file = folder.write("gateway.toml", "prot = 5\n");
    for (arguments, named) in [
        (&["--config", &file][..], "prot"),
        (
            &[
                "--upstream",
                "https://api.example",
                "--credentials",
                &bad_key,
            ],
            "HPC_SECRET_ACCESS_KEY",
        ),
        (&["--upstream", "https://api.example"], "HPC_ACCESS_KEY_ID"),
        (&["--data", &bad_data], "not JSON"),
        (&["--port", "many"], "--port"),
    ] {
        let (code, said) = checked(arguments);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(named), "{said}");
    }
}

#[test]
fn the_example_of_a_file_can_be_used() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/gateway.toml");
    let options = read(&["--config", file]).unwrap().options;
    assert!(options.upstream.is_some() && options.credentials.is_some());
}

#[test]
fn the_image_is_built_by_a_compiler_that_is_new_enough_and_as_the_package_is() {
    let image = include_str!("../../../../deploy/Containerfile");
    let manifest = include_str!("../../../../Cargo.toml");
    let version = |text: &str, before: &str| -> (u32, u32) {
        let (_, rest) = text.split_once(before).unwrap();
        let end = rest.find(|letter: char| letter != '.' && !letter.is_ascii_digit());
        let (major, minor) = rest[..end.unwrap()].split_once('.').unwrap();
        (major.parse().unwrap(), minor.parse().unwrap())
    };
    let compiler = version(image, "/rust:");
    assert!(
        compiler >= version(manifest, "rust-version = \""),
        "{compiler:?}"
    );
    let (_, profile) = image.split_once("--profile ").unwrap();
    let profile = profile.lines().next().unwrap();
    assert!(manifest.contains(&format!("[profile.{profile}]")));
    assert!(image.contains(&format!("/source/target/{profile}/gateway /gateway")));
    assert!(image.contains("-p gateway "), "its package");
    // Neither root nor a name, which Kubernetes could not tell from root.
    let user = image.lines().find_map(|line| line.strip_prefix("USER "));
    let (user, _) = user.unwrap().split_once(':').unwrap();
    assert!(user.parse::<u32>().unwrap() > 0);
}

#[test]
fn the_options_of_the_kubernetes_manifest_can_be_used_with_those_of_the_image() {
    let manifest = include_str!("../../../../deploy/kubernetes.yaml");
    let file: String = manifest
        .split_once("gateway.toml: |\n")
        .unwrap()
        .1
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with("    "))
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    let folder = TempFolder::new();
    let file = folder.write("gateway.toml", file);
    let image = include_str!("../../../../deploy/Containerfile");
    let entry = image.lines().find(|line| line.starts_with("ENTRYPOINT"));
    let words: Vec<&str> = entry.unwrap().split('"').skip(3).step_by(2).collect();
    let options = read(&[&words[..], &["--config", &file]].concat()).unwrap();
    let options = options.options;
    assert!(options.address().unwrap().ip().is_unspecified());
    let port = format!("containerPort: {}", options.port);
    let metrics = format!("containerPort: {}", options.metrics.unwrap().port());
    assert!(manifest.contains(&port) && manifest.contains(&metrics));
    let grace = manifest
        .split_once("terminationGracePeriodSeconds: ")
        .unwrap();
    let grace: u64 = grace.1.lines().next().unwrap().parse().unwrap();
    assert!(grace > options.grace().as_secs());
    let key = options.credentials.unwrap();
    let mounted = format!("mountPath: {},", key.parent().unwrap().display());
    assert!(manifest.contains(&mounted), "{mounted}");
}
