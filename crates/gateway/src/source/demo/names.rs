//! Names that people give to things.

use super::random::Random;

/// Names of clusters, those of the documentation among them.
pub const CLUSTERS: [&str; 24] = [
    "EHPC-123",
    "hpc-test",
    "test-hpc-kk",
    "cfd-prod",
    "genomics-01",
    "md-lammps",
    "材料计算",
    "气象预报",
    "wrf-nightly",
    "ai-train-a100",
    "teaching-lab",
    "vasp-2025",
    "bio-assembly",
    "流体仿真",
    "chem-gromacs",
    "quantum-es",
    "seismic-fwi",
    "render-farm",
    "crash-sim",
    "openfoam-dev",
    "药物筛选",
    "climate-cesm",
    "fem-battery",
    "sandbox",
];

/// Names of queues, those of the documentation among them.
pub const QUEUES: [&str; 12] = [
    "medium",
    "2222333vis22",
    "kk",
    "2",
    "isabel",
    "共享队列",
    "bigmem",
    "gpu",
    "short",
    "long",
    "debug",
    "weekend",
];

/// The name of the first queue of every cluster.
pub const DEFAULT_QUEUE: &str = "默认队列";

/// Names of cluster users.
pub const USERS: [&str; 16] = [
    "isabel",
    "zhangwei",
    "liuyang",
    "chenjie",
    "wangfang",
    "lina",
    "zhaolei",
    "sunhao",
    "zz1",
    "test",
    "student01",
    "student02",
    "guest",
    "ci",
    "yangmin",
    "huangxu",
];

/// The API hosts that handle operations, each with its share.
pub const SUBMITTERS: [(&str, f64); 3] = [
    ("nscca-hpc1", 0.6),
    ("nscca-hpc2", 0.3),
    ("shanher02n02", 0.1),
];

/// A name for a compute job.
pub fn compute_job(random: &mut Random) -> String {
    const LETTERS: &[u8; 52] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut name = String::from("作业-");
    for _ in 0..5 {
        name.extend(random.pick(LETTERS).map(|letter| char::from(*letter)));
    }
    name
}

/// One of the names that is not used yet, or the first with a number appended if all are.
pub fn unused(names: &[&str], is_used: impl Fn(&str) -> bool, random: &mut Random) -> String {
    let free: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !is_used(name))
        .collect();
    match random.pick(&free) {
        Some(name) => (*name).to_owned(),
        None => {
            let first = names.first().copied().unwrap_or_default();
            format!("{first}-{}", random.between(2, 99))
        }
    }
}
