//! Calls within one process that hand messages over instead of writing and reading them.

use super::{Call, Deadlines};
use crate::identity::{Caller, Identity};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};
use tonic::{Request, Response, Status};

/// What implements a service's contracts, by the contract's trait, for callers in the same process.
#[derive(Clone, Default)]
pub struct Contracts(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Contracts {
    /// With this one besides: `with::<dyn Verification>(…)`.
    #[must_use]
    pub fn with<T: ?Sized + Send + Sync + 'static>(mut self, contract: Arc<T>) -> Self {
        self.0.insert(TypeId::of::<T>(), Arc::new(contract));
        self
    }

    fn get<T: ?Sized + Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let contract: &Arc<T> = self.0.get(&TypeId::of::<T>())?.downcast_ref()?;
        Some(contract.clone())
    }
}

/// A contract of a service in this process. What holds for calls over a [`Wire`](contracts::Wire) holds here: a token
/// says who calls and is verified, the deadline holds, the call is traced and counted.
pub struct Near<T: ?Sized> {
    contract: Arc<T>,
    ours: Arc<Identity>,
    theirs: Arc<Identity>,
    deadlines: Deadlines,
}

impl<T: ?Sized + Send + Sync + 'static> Near<T> {
    /// The way from `ours` to the contract of `theirs`, if it is one of these.
    pub(crate) fn of(
        contracts: &Contracts,
        ours: &Arc<Identity>,
        theirs: &Arc<Identity>,
    ) -> Option<Self> {
        Some(Self {
            contract: contracts.get()?,
            ours: ours.clone(),
            theirs: theirs.clone(),
            deadlines: Deadlines::default(),
        })
    }

    /// Calls `method` (`/package.Service/Method`) as `caller`; `run` has the contract's trait do it.
    ///
    /// # Errors
    /// What the service refuses; a caller who may not; no answer in time.
    pub async fn call<Q, A, F>(
        &self,
        caller: &Caller,
        method: &'static str,
        message: Q,
        run: impl FnOnce(Arc<T>, Request<Q>) -> F,
    ) -> Result<A, Status>
    where
        F: Future<Output = Result<Response<A>, Status>>,
    {
        let token = self
            .ours
            .token(caller, self.theirs.name())
            .map_err(|error| Status::internal(error.to_string()))?;
        let call = Call {
            token: &token,
            method,
            trace: None,
            deadline: Some(self.deadlines.of(method)),
        };
        let work = |caller: Caller| {
            let mut request = Request::new(message);
            request.extensions_mut().insert(caller);
            run(self.contract.clone(), request)
        };
        let code = |answer: &Result<_, Status>| match answer {
            Ok(_) => tonic::Code::Ok,
            Err(refused) => refused.code(),
        };
        let answer = call.attend(&self.theirs, code, work).await??;
        Ok(answer.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ServiceName, clock::Clock, ids::Ids};
    use std::time::Duration;

    /// A contract, as tonic makes them.
    #[tonic::async_trait]
    trait Echo: Send + Sync {
        async fn who(&self, request: Request<String>)
        -> Result<Response<(Caller, String)>, Status>;
    }
    struct Service;
    #[tonic::async_trait]
    impl Echo for Service {
        async fn who(
            &self,
            request: Request<String>,
        ) -> Result<Response<(Caller, String)>, Status> {
            let caller = crate::rpc::caller(&request)?;
            match request.into_inner() {
                slow if slow == "slow" => std::future::pending().await,
                no if no == "no" => Err(Status::not_found("there is none")),
                message => Ok(Response::new((caller, message))),
            }
        }
    }

    const METHOD: &str = "/accolade.verification.v1.Verification/Verify";

    /// A way from this service to verification, whose key the other trusts.
    fn way(from: ServiceName) -> Near<dyn Echo> {
        let (clock, ids) = (Clock::system(), Ids::system());
        let ours = Identity::fresh(from, &ids, clock.clone()).unwrap();
        let theirs = Identity::fresh(ServiceName::Verification, &ids, clock)
            .unwrap()
            .trusting([(from, ours.public())]);
        let contracts = Contracts::default().with::<dyn Echo>(Arc::new(Service));
        Near::of(&contracts, &Arc::new(ours), &Arc::new(theirs)).unwrap()
    }

    async fn say(
        way: &Near<dyn Echo>,
        caller: &Caller,
        word: &str,
    ) -> Result<(Caller, String), Status> {
        let run = |echo: Arc<dyn Echo>, ask| async move { echo.who(ask).await };
        way.call(caller, METHOD, word.to_owned(), run).await
    }

    #[tokio::test]
    async fn a_message_arrives_with_its_caller_and_a_refusal_comes_back() {
        let way = way(ServiceName::Gateway);
        let told = say(&way, &Caller::Public, "hello").await.unwrap();
        assert_eq!(told, (Caller::Public, "hello".into()));
        let refused = say(&way, &Caller::Public, "no").await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::NotFound);
    }

    #[tokio::test]
    async fn who_may_not_call_over_a_wire_may_not_here() {
        let wallet = way(ServiceName::Wallet);
        for caller in [Caller::Public, Caller::Service(ServiceName::Gateway)] {
            let refused = say(&wallet, &caller, "hello").await.unwrap_err();
            assert_eq!(refused.code(), tonic::Code::Unauthenticated, "{caller:?}");
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let mut way = way(ServiceName::Gateway);
        way.deadlines.call = Duration::from_millis(40);
        let refused = say(&way, &Caller::Public, "slow").await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::DeadlineExceeded);
    }

    #[test]
    fn a_contract_that_was_not_bound_is_not_there() {
        assert!(Contracts::default().get::<dyn Echo>().is_none());
    }
}
