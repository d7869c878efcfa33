//! The service that answers requests: files that are held in memory at once, everything else by the
//! router. Whatever answers, it is logged, counted and given the headers that every response has.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Response;
use axum::{BoxError, Extension, Router};
use tower::Service as _;

use crate::access_log::Entry;
use crate::app::App;
use crate::compression;
use crate::reload::CurrentApp;
use crate::server::client_address::ClientAddress;
use crate::server::progress::{Progress, Reset};
use crate::site;

/// Answers requests by the app as it is when they come.
#[derive(Clone)]
pub struct Service {
    current: Arc<CurrentApp>,
    router: Router,
}

impl Service {
    /// Answers by this app.
    pub fn new(current: Arc<CurrentApp>) -> Self {
        let router = Router::new().fallback(respond).layer(compression::layer());
        Self { current, router }
    }

    /// Answers a request of a client, which came over a connection.
    pub async fn answer<B>(
        &self,
        request: axum::http::Request<B>,
        client: ClientAddress,
        connection: &Arc<Progress>,
    ) -> Response<Body>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let app = self.current.get();
        let entry = Entry::new(&request);
        let purpose = app.purpose(request.uri().path());
        let begun = Instant::now();
        if let Some(mut response) = app.held_file(&request) {
            let took = begun.elapsed();
            entry.finish(&mut response, took);
            app.metrics().answered(purpose, response.status(), took);
            return response;
        }
        let given = request.headers().clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Arc::clone(&app));
        request.extensions_mut().insert(client);
        // The router cannot fail.
        let Ok(mut response) = self.router.clone().call(request).await;
        let took = begun.elapsed();
        // After the body was compressed.
        entry.finish(&mut response, took);
        app.metrics().answered(purpose, response.status(), took);
        site::headers::add_security_headers(response.headers_mut());
        app.portals()
            .add_cors_headers(&given, response.headers_mut());
        if response.extensions().get::<Reset>().is_some() {
            connection.reset();
        }
        response
    }
}

async fn respond(Extension(app): Extension<Arc<App>>, request: Request) -> Response<Body> {
    let (request, _) = request.into_parts();
    app.respond(&request).await
}
