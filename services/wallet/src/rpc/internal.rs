use super::{Rpc, answered, called, words};
use crate::{
    Error,
    app::{ClaimCommand, ProfileChange},
};
use contracts::wallet::v1::{internal_server::Internal, *};
use platform::{Secret, identity::Caller};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Internal for Rpc {
    async fn mint_claim(
        &self,
        request: Request<MintClaimRequest>,
    ) -> Result<Response<MintClaimResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(mint_claim(self, &caller, &asked).await)
    }
    async fn view_claim(
        &self,
        request: Request<ViewClaimRequest>,
    ) -> Result<Response<ClaimView>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .view_claim(&caller, &asked.token)
                .await
                .map(words::claim),
        )
    }
    async fn consume_claim(
        &self,
        request: Request<ConsumeClaimRequest>,
    ) -> Result<Response<ConsumeClaimResponse>, Status> {
        let (caller, asked) = called(request)?;
        let command = ClaimCommand {
            token: &asked.token,
            source: &asked.source,
            trust_issuer: asked.trust_issuer,
            decline: asked.decline,
        };
        answered(self.0.consume_claim(&caller, command).await.map(Into::into))
    }
    async fn request_fresh_claim(
        &self,
        request: Request<RequestFreshClaimRequest>,
    ) -> Result<Response<RequestFreshClaimResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .request_fresh_claim(&caller, &asked.token, &asked.source)
                .await
                .map(|()| RequestFreshClaimResponse {}),
        )
    }

    async fn mint_link(
        &self,
        request: Request<MintLinkRequest>,
    ) -> Result<Response<MintLinkResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(mint_link(self, &caller, &asked).await)
    }
    async fn request_sign_in_link(
        &self,
        request: Request<RequestSignInLinkRequest>,
    ) -> Result<Response<RequestSignInLinkResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .request_sign_in_link(&caller, &asked.email, &asked.source)
                .await
                .map(|()| RequestSignInLinkResponse {}),
        )
    }
    async fn view_link(
        &self,
        request: Request<ViewLinkRequest>,
    ) -> Result<Response<LinkView>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .view_link(&caller, &asked.token)
                .await
                .map(words::link),
        )
    }
    async fn consume_link(
        &self,
        request: Request<ConsumeLinkRequest>,
    ) -> Result<Response<ConsumeLinkResponse>, Status> {
        let (caller, asked) = called(request)?;
        let used = self
            .0
            .consume_link(&caller, &asked.token, &asked.source)
            .await;
        answered(used.map(|(purpose, session)| ConsumeLinkResponse {
            purpose: purpose.as_str().into(),
            session: session.map(Into::into),
        }))
    }

    async fn sign_in(&self, request: Request<SignInRequest>) -> Result<Response<Session>, Status> {
        let (caller, asked) = called(request)?;
        let SignInRequest {
            email,
            password,
            source,
        } = asked;
        answered(
            self.0
                .sign_in(&caller, &email, Secret::from(password), &source)
                .await
                .map(Into::into),
        )
    }
    async fn get_session(
        &self,
        request: Request<GetSessionRequest>,
    ) -> Result<Response<Session>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .get_session(&caller, &asked.token)
                .await
                .map(Into::into),
        )
    }
    async fn sign_out(
        &self,
        request: Request<SignOutRequest>,
    ) -> Result<Response<SignOutResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .sign_out(&caller, &asked.token)
                .await
                .map(|()| SignOutResponse {}),
        )
    }

    async fn get_profile(
        &self,
        request: Request<GetProfileRequest>,
    ) -> Result<Response<Profile>, Status> {
        let (caller, _) = called(request)?;
        answered(self.0.get_profile(&caller).await.map(Into::into))
    }
    async fn update_profile(
        &self,
        request: Request<UpdateProfileRequest>,
    ) -> Result<Response<Profile>, Status> {
        let (caller, asked) = called(request)?;
        let UpdateProfileRequest {
            headline,
            employer,
            job_title,
            locale,
            handle,
            portfolio_mode,
            portfolio_public,
        } = asked;
        let change = ProfileChange {
            headline,
            employer,
            job_title,
            locale,
            handle,
            portfolio_mode,
            portfolio_public,
        };
        answered(
            self.0
                .update_profile(&caller, &change)
                .await
                .map(Into::into),
        )
    }
    async fn set_password(
        &self,
        request: Request<SetPasswordRequest>,
    ) -> Result<Response<SetPasswordResponse>, Status> {
        let (caller, asked) = called(request)?;
        let outcome = self
            .0
            .set_password(
                &caller,
                Secret::from(asked.current),
                Secret::from(asked.new),
            )
            .await;
        answered(outcome.map(|()| SetPasswordResponse {}))
    }
    async fn add_address(
        &self,
        request: Request<AddAddressRequest>,
    ) -> Result<Response<Profile>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            self.0
                .add_address(&caller, &asked.email)
                .await
                .map(Into::into),
        )
    }
    async fn remove_address(
        &self,
        request: Request<RemoveAddressRequest>,
    ) -> Result<Response<Profile>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::address(&asked.address_id) {
            Ok(id) => self.0.remove_address(&caller, id).await.map(Into::into),
            Err(error) => Err(error),
        })
    }
    async fn set_primary_address(
        &self,
        request: Request<SetPrimaryAddressRequest>,
    ) -> Result<Response<Profile>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::address(&asked.address_id) {
            Ok(id) => self
                .0
                .set_primary_address(&caller, id)
                .await
                .map(Into::into),
            Err(error) => Err(error),
        })
    }

    async fn list_held(
        &self,
        request: Request<ListHeldRequest>,
    ) -> Result<Response<ListHeldResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::acceptance(&asked.acceptance) {
            Ok(acceptance) => self.0.list_held(&caller, acceptance).await.map(words::held),
            Err(error) => Err(error),
        })
    }
    async fn get_held(
        &self,
        request: Request<GetHeldRequest>,
    ) -> Result<Response<HeldBadge>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::badge(&asked.credential_id) {
            Ok(credential) => self.0.get_held(&caller, credential).await.map(Into::into),
            Err(error) => Err(error),
        })
    }
    async fn accept(
        &self,
        request: Request<AcceptRequest>,
    ) -> Result<Response<ListHeldResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::badges(&asked.credential_ids) {
            Ok(ids) => self
                .0
                .accept(&caller, &ids, asked.trust_issuer)
                .await
                .map(words::held),
            Err(error) => Err(error),
        })
    }
    async fn decline(
        &self,
        request: Request<DeclineRequest>,
    ) -> Result<Response<ListHeldResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::badges(&asked.credential_ids) {
            Ok(ids) => self.0.decline(&caller, &ids).await.map(words::held),
            Err(error) => Err(error),
        })
    }
    async fn undo(
        &self,
        request: Request<UndoRequest>,
    ) -> Result<Response<ListHeldResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(match words::badges(&asked.credential_ids) {
            Ok(ids) => self.0.undo(&caller, &ids).await.map(words::held),
            Err(error) => Err(error),
        })
    }
    async fn set_trust(
        &self,
        request: Request<SetTrustRequest>,
    ) -> Result<Response<SetTrustResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(set_trust(self, &caller, &asked).await)
    }
    async fn set_visibility(
        &self,
        request: Request<SetVisibilityRequest>,
    ) -> Result<Response<ListHeldResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(set_visibility(self, &caller, &asked).await)
    }

    async fn unlock_account(
        &self,
        request: Request<UnlockAccountRequest>,
    ) -> Result<Response<UnlockAccountResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(unlock_account(self, &caller, &asked).await)
    }
    async fn get_earner_contact(
        &self,
        request: Request<GetEarnerContactRequest>,
    ) -> Result<Response<EarnerContact>, Status> {
        let (caller, asked) = called(request)?;
        answered(get_earner_contact(self, &caller, &asked).await)
    }
}

async fn mint_claim(
    rpc: &Rpc,
    caller: &Caller,
    asked: &MintClaimRequest,
) -> Result<MintClaimResponse, Error> {
    let message = words::id("message_id", &asked.message_id)?;
    let credentials = asked
        .credential_ids
        .iter()
        .map(|id| words::id("credential_ids", id))
        .collect::<Result<Vec<_>, _>>()?;
    rpc.0
        .mint_claim(caller, message, &credentials, &asked.email)
        .await
        .map(Into::into)
}

async fn mint_link(
    rpc: &Rpc,
    caller: &Caller,
    asked: &MintLinkRequest,
) -> Result<MintLinkResponse, Error> {
    let request = words::id("request_id", &asked.request_id)?;
    rpc.0
        .mint_link(caller, request)
        .await
        .map(words::minted_link)
}

async fn set_trust(
    rpc: &Rpc,
    caller: &Caller,
    asked: &SetTrustRequest,
) -> Result<SetTrustResponse, Error> {
    let issuer = words::id("issuer_id", &asked.issuer_id)?;
    let trusted = rpc.0.set_trust(caller, issuer, asked.trusted).await?;
    Ok(SetTrustResponse {
        trusted_issuer_ids: trusted.iter().map(ToString::to_string).collect(),
    })
}

async fn set_visibility(
    rpc: &Rpc,
    caller: &Caller,
    asked: &SetVisibilityRequest,
) -> Result<ListHeldResponse, Error> {
    let to = words::visibility(&asked.visibility)?;
    let credentials = words::badges(&asked.credential_ids)?;
    rpc.0
        .set_visibility(caller, &credentials, to)
        .await
        .map(words::held)
}

async fn unlock_account(
    rpc: &Rpc,
    caller: &Caller,
    asked: &UnlockAccountRequest,
) -> Result<UnlockAccountResponse, Error> {
    let issuer = words::id("issuer_id", &asked.issuer_id)?;
    let was_locked = rpc.0.unlock_account(caller, issuer, &asked.email).await?;
    Ok(UnlockAccountResponse { was_locked })
}

async fn get_earner_contact(
    rpc: &Rpc,
    caller: &Caller,
    asked: &GetEarnerContactRequest,
) -> Result<EarnerContact, Error> {
    let earner = words::id("earner_id", &asked.earner_id)?;
    let (email, name, locale) = rpc.0.earner_contact(caller, earner).await?;
    Ok(EarnerContact {
        email: email.as_str().to_owned(),
        name,
        locale,
    })
}
