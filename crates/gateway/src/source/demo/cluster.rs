//! The clusters that operations work on: what they are made of now.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::ids;
use super::names;
use super::random::Random;

/// The fewest nodes a cluster is left with.
pub const FEWEST_NODES: usize = 4;
/// The most nodes a cluster grows to.
pub const MOST_NODES: usize = 40;
/// The most queues a cluster has.
pub const MOST_QUEUES: usize = 6;
/// How many compute jobs of a cluster are remembered.
const REMEMBERED_JOBS: usize = 80;

/// Which of the two products a cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A cluster of one's own.
    Ehpc,
    /// A share of a large one.
    Hpc,
}

/// A queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// `ehpcq-…` or `hpcq-…`.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node {
    /// `cln-…`.
    pub id: String,
    /// The id of the queue it works for.
    pub queue: Option<String>,
}

/// A compute job.
#[derive(Clone, Debug)]
pub struct ComputeJob {
    /// `hpcjob-…`.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A user of a cluster.
#[derive(Clone, Debug)]
pub struct ClusterUser {
    /// `hpcuser-…`.
    pub id: String,
    /// The name to log in with.
    pub name: String,
}

/// A cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// `ehpc-…` or `hpc-…`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Which product it is.
    pub product: Product,
    /// The zone it stands in.
    pub zone: &'static str,
    /// The customer it belongs to.
    pub customer: usize,
    /// When it can be worked with: after it was created, or after it was started again.
    pub ready: DateTime<Utc>,
    /// Its queues; the first cannot go.
    pub queues: Vec<Queue>,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Its users.
    pub users: Vec<ClusterUser>,
    /// Jobs that may be running.
    pub running: VecDeque<ComputeJob>,
    /// Jobs that have ended.
    pub ended: VecDeque<ComputeJob>,
}

impl Cluster {
    /// A cluster with nothing in it but its first queue and a few nodes.
    pub fn new(
        product: Product,
        customer: usize,
        name: String,
        ready: DateTime<Utc>,
        random: &mut Random,
    ) -> Self {
        let prefix = match product {
            Product::Ehpc => "ehpc-",
            Product::Hpc => "hpc-",
        };
        let mut cluster = Self {
            id: ids::resource(prefix, random),
            name,
            product,
            zone: if customer + 1 == super::people::CUSTOMERS {
                super::SMALLER_ZONE
            } else {
                super::ZONE
            },
            customer,
            ready,
            queues: Vec::new(),
            nodes: Vec::new(),
            users: Vec::new(),
            running: VecDeque::new(),
            ended: VecDeque::new(),
        };
        let first = cluster.new_queue(names::DEFAULT_QUEUE.to_owned(), random);
        let queue = Some(first.id.clone());
        cluster.queues.push(first);
        for index in 0..FEWEST_NODES + 2 {
            let queue = if index < 2 { None } else { queue.clone() };
            let id = ids::resource("cln-", random);
            cluster.nodes.push(Node { id, queue });
        }
        cluster
    }

    /// A cluster that has been in use for a while.
    pub fn grown(
        product: Product,
        customer: usize,
        name: String,
        ready: DateTime<Utc>,
        random: &mut Random,
    ) -> Self {
        let mut cluster = Self::new(product, customer, name, ready, random);
        for _ in 0..random.between(1, 3) {
            let name = cluster.untaken_queue_name(random);
            let queue = cluster.new_queue(name, random);
            cluster.queues.push(queue);
        }
        for _ in 0..random.between(4, 16) {
            let queue = random.pick(&cluster.queues).map(|queue| queue.id.clone());
            let id = ids::resource("cln-", random);
            cluster.nodes.push(Node { id, queue });
        }
        for _ in 0..random.between(2, 5) {
            let user = cluster.new_user(random);
            cluster.users.push(user);
        }
        for _ in 0..REMEMBERED_JOBS / 2 {
            let job = ComputeJob::new(random);
            cluster.remember(job);
        }
        cluster
    }

    /// A queue that does not belong to it yet.
    pub fn new_queue(&self, name: String, random: &mut Random) -> Queue {
        let prefix = match self.product {
            Product::Ehpc => "ehpcq-",
            Product::Hpc => "hpcq-",
        };
        Queue {
            id: ids::resource(prefix, random),
            name,
        }
    }

    /// A name that none of its queues has.
    pub fn untaken_queue_name(&self, random: &mut Random) -> String {
        let taken: Vec<&str> = self
            .queues
            .iter()
            .map(|queue| queue.name.as_str())
            .collect();
        names::untaken(&names::QUEUES, &taken, random)
    }

    /// A user that does not belong to it yet.
    pub fn new_user(&self, random: &mut Random) -> ClusterUser {
        let taken: Vec<&str> = self.users.iter().map(|user| user.name.as_str()).collect();
        ClusterUser {
            name: names::untaken(&names::USERS, &taken, random),
            id: ids::resource("hpcuser-", random),
        }
    }

    /// Takes a job in; the oldest one ends when there are too many.
    pub fn remember(&mut self, job: ComputeJob) {
        self.running.push_back(job);
        if self.running.len() > REMEMBERED_JOBS {
            self.ended.extend(self.running.pop_front());
        }
        if self.ended.len() > REMEMBERED_JOBS {
            self.ended.pop_front();
        }
    }
}

impl ComputeJob {
    /// A job.
    pub fn new(random: &mut Random) -> Self {
        Self {
            id: ids::resource("hpcjob-", random),
            name: names::compute_job(random),
        }
    }
}
