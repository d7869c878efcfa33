//! The clusters that operations work on, and what belongs to them.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::ids;
use super::names;
use super::random::Random;

/// The zone of each customer's clusters.
pub const ZONES: [&str; 3] = ["jinan1a", "jinan1a", "jinan1"];
/// The fewest nodes a cluster is left with.
pub const MIN_NODES: usize = 4;
/// How many compute jobs of a cluster are remembered.
const REMEMBERED_JOBS: usize = 80;
/// The login and control nodes come first; they belong to no queue and stay.
const LOGIN_AND_CONTROL_NODES: usize = 2;

/// Which of the two products a cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A cluster of one's own.
    Ehpc,
    /// A share of a large one.
    Hpc,
}

/// A queue, user or compute job of a cluster.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// The name people gave it.
    pub name: String,
}

/// A node.
#[derive(Debug)]
pub struct Node {
    /// `cln-…`.
    pub id: String,
    /// The id of the queue it works for.
    pub queue: Option<String>,
}

/// A cluster.
#[derive(Debug)]
pub struct Cluster {
    /// `ehpc-…` or `hpc-…`.
    pub id: String,
    /// The name people gave it.
    pub name: String,
    /// Which product it is.
    pub product: Product,
    /// The zone it is in.
    pub zone: &'static str,
    /// The customer it belongs to.
    pub customer: usize,
    /// When it is active: after it was created, or after it was started again.
    pub ready: DateTime<Utc>,
    /// Its queues; the first cannot be deleted.
    pub queues: Vec<Named>,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Its users.
    pub users: Vec<Named>,
    /// Compute jobs that may be running, newest last.
    pub running: VecDeque<Named>,
    /// Compute jobs that have ended, newest last.
    pub ended: VecDeque<Named>,
}

impl Cluster {
    /// A new cluster: its first queue and a few nodes.
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
            zone: ZONES.get(customer).copied().unwrap_or_default(),
            customer,
            ready,
            queues: Vec::new(),
            nodes: Vec::new(),
            users: Vec::new(),
            running: VecDeque::new(),
            ended: VecDeque::new(),
        };
        let first = cluster.new_queue(names::DEFAULT_QUEUE.to_owned(), random);
        for index in 0..MIN_NODES + LOGIN_AND_CONTROL_NODES {
            let queue = (index >= LOGIN_AND_CONTROL_NODES).then(|| first.id.clone());
            let id = ids::resource("cln-", random);
            cluster.nodes.push(Node { id, queue });
        }
        cluster.queues.push(first);
        cluster
    }

    /// Adds what a cluster has that has been in use for a while.
    pub fn grow(&mut self, random: &mut Random) {
        for _ in 0..random.between(1, 3) {
            let name = self.unused_queue_name(random);
            let queue = self.new_queue(name, random);
            self.queues.push(queue);
        }
        for _ in 0..random.between(4, 16) {
            let queue = random.pick(&self.queues).map(|queue| queue.id.clone());
            let id = ids::resource("cln-", random);
            self.nodes.push(Node { id, queue });
        }
        for _ in 0..random.between(2, 5) {
            let user = self.new_user(random);
            self.users.push(user);
        }
        for _ in 0..REMEMBERED_JOBS / 2 {
            self.remember(Named::compute_job(random));
        }
    }

    /// The nodes that work for a queue or could, so without login and control nodes.
    pub fn compute_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().skip(LOGIN_AND_CONTROL_NODES)
    }

    /// A queue that is not yet among its queues.
    pub fn new_queue(&self, name: String, random: &mut Random) -> Named {
        let prefix = match self.product {
            Product::Ehpc => "ehpcq-",
            Product::Hpc => "hpcq-",
        };
        let id = ids::resource(prefix, random);
        Named { id, name }
    }

    /// A name that none of its queues has.
    pub fn unused_queue_name(&self, random: &mut Random) -> String {
        let is_used = |name: &str| self.queues.iter().any(|queue| queue.name == name);
        names::unused(&names::QUEUES, is_used, random)
    }

    /// A user that is not yet among its users.
    pub fn new_user(&self, random: &mut Random) -> Named {
        let is_used = |name: &str| self.users.iter().any(|user| user.name == name);
        Named {
            name: names::unused(&names::USERS, is_used, random),
            id: ids::resource("hpcuser-", random),
        }
    }

    /// Takes a running job in; the oldest one ends when there are too many.
    pub fn remember(&mut self, job: Named) {
        self.running.push_back(job);
        if self.running.len() > REMEMBERED_JOBS {
            self.ended.extend(self.running.pop_front());
        }
        if self.ended.len() > REMEMBERED_JOBS {
            self.ended.pop_front();
        }
    }
}

impl Named {
    /// A new compute job.
    pub fn compute_job(random: &mut Random) -> Self {
        Self {
            id: ids::resource("hpcjob-", random),
            name: names::compute_job(random),
        }
    }
}
