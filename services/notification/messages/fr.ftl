# Tout ce que disent les courriels. Les mêmes clés que dans en.ftl.

## Dates
date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Expéditeur et cadre
platform = Accolade
colon = { " " }:
sender-via = { $issuer } via { $platform }
greeting = Bonjour { $name },
greeting-nameless = Bonjour,
copy-hint = Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :
badges-more = { $badge } et { $more } de plus

## Une distinction qui attend
award-subject = Une distinction vous est décernée : { $badge }
award-heading = Une distinction pour vous
award-lead = { $issuer } vous a décerné ce badge. C’est une attestation signée de ce que vous avez accompli, et toute personne à qui vous le montrez peut vérifier qu’il est authentique.
award-lead-many = { $issuer } vous a décerné ces { $count } badges. Chacun est une attestation signée de ce que vous avez accompli, et toute personne à qui vous le montrez peut vérifier qu’il est authentique.
claim-label = Accepter votre badge
claim-label-many = Accepter vos badges
claim-open = Pour l’accepter, ouvrez cette adresse dans votre navigateur :
claim-open-many = Pour les accepter, ouvrez cette adresse dans votre navigateur :
claim-note = Un clic suffit. C’est gratuit, tout comme le compte qui conserve votre badge.
claim-note-many = Un clic suffit. C’est gratuit, tout comme le compte qui conserve vos badges.
claim-until = Le lien sert une seule fois, jusqu’au { $date }. Ensuite, la même adresse vous en envoie un nouveau.

## Une distinction déjà acceptée
accepted-heading = Nouveau dans votre collection
accepted-lead = { $issuer } vous a décerné ce badge. Comme vous faites confiance à { $issuer }, il a été accepté pour vous ; vous n’avez rien à faire.
accepted-lead-many = { $issuer } vous a décerné ces { $count } badges. Comme vous faites confiance à { $issuer }, ils ont été acceptés pour vous ; vous n’avez rien à faire.
accepted-label = Voir votre badge
accepted-label-many = Ouvrir votre collection
accepted-open = Pour le voir, ouvrez cette adresse dans votre navigateur :
accepted-open-many = Pour les voir, ouvrez cette adresse dans votre navigateur :

## Rappels
reminder-subject = Vous attend : { $badge }
reminder-heading = Votre badge vous attend
reminder-heading-many = Vos badges vous attendent
reminder-lead = { $issuer } vous a décerné ce badge le { $date }. Il attend encore que vous l’acceptiez.
reminder-lead-many = { $issuer } vous a décerné ces { $count } badges. Ils attendent encore que vous les acceptiez.
reminder-last = Ceci est le dernier rappel. Le badge reste le vôtre : { $issuer } peut vous envoyer un nouveau lien à tout moment.
reminder-stop = { $count ->
    [one] Vous ne recevrez pas d’autre rappel pour ce badge.
   *[other] Vous recevez au plus { $count } rappels. Ils cessent dès que vous acceptez le badge ou dites ne pas en vouloir.
}
reminder-unsubscribe = Pour ne plus recevoir aucun rappel, écrivez à { $address }.

## Le courriel, encore une fois
resend-subject = Votre badge de { $issuer } : { $badge }
resend-heading = Voici votre badge
resend-heading-many = Voici vos badges
resend-lead = { $issuer } vous envoie encore une fois le courriel de ce badge. Le lien ci-dessous est nouveau ; les anciens mènent au même badge tant qu’aucun n’a servi.
resend-lead-kept = { $issuer } vous envoie encore une fois le courriel de ce badge. Il est déjà dans votre collection.

## Un nouveau lien
fresh-subject = Votre nouveau lien : { $badge }
fresh-heading = Votre nouveau lien
fresh-heading-many = Votre nouveau lien
fresh-lead = Vous avez demandé un nouveau lien pour accepter ce badge de { $issuer }. Le voici.
fresh-lead-many = Vous avez demandé un nouveau lien pour accepter ces { $count } badges. Le voici.

## Un badge révoqué
revoked-subject = N’est plus valable : { $badge }
revoked-heading = Un badge a été révoqué
revoked-lead = { $issuer } a révoqué ce badge. Sa page le dit désormais, et toute vérification aussi, y compris là où vous l’avez partagé.
revoked-lead-many = { $issuer } a révoqué ces { $count } badges. Leurs pages le disent désormais, et toute vérification aussi, y compris là où vous les avez partagés.
revoked-mistake = Si vous pensez qu’il s’agit d’une erreur, écrivez à { $issuer } ; cela peut être annulé.
revoked-linkedin = Si vous avez ajouté le badge à LinkedIn ou ailleurs, retirez-le, s’il vous plaît : les autres sites ne s’en aperçoivent pas d’eux-mêmes.

## Un badge qui n’est pas valable en ce moment
suspended-subject = Pas valable en ce moment : { $badge }
suspended-heading = Un badge est suspendu
suspended-lead = { $issuer } a suspendu ce badge. Sa page le dit désormais, et toute vérification aussi. Il reste dans votre collection et garde son adresse.
suspended-lead-many = { $issuer } a suspendu ces { $count } badges. Leurs pages le disent désormais, et toute vérification aussi. Ils restent dans votre collection et gardent leurs adresses.
suspended-back = Dès que la raison disparaît, il redevient valable de lui-même, y compris dans les fichiers et les liens que vous avez partagés. Si vous pensez qu’il s’agit d’une erreur, écrivez à { $issuer }.
suspended-back-many = Dès que la raison disparaît, ils redeviennent valables d’eux-mêmes, y compris dans les fichiers et les liens que vous avez partagés. Si vous pensez qu’il s’agit d’une erreur, écrivez à { $issuer }.
suspended-renew-title = S’agit-il de votre adhésion ?
suspended-renew = Elle se renouvelle ici :

## Un badge de nouveau valable
reinstated-subject = De nouveau valable : { $badge }
reinstated-heading = Votre badge est de nouveau valable
reinstated-heading-many = Vos badges sont de nouveau valables
reinstated-lead = Ce badge de { $issuer } est de nouveau valable. Sa page le dit, et toute vérification aussi : à la même adresse, et dans les fichiers que vous avez.
reinstated-lead-many = Ces { $count } badges de { $issuer } sont de nouveau valables. Leurs pages le disent, et toute vérification aussi : aux mêmes adresses, et dans les fichiers que vous avez.

## Un badge renouvelé
renewed-subject = Renouvelé : { $badge }
renewed-heading = Votre badge a été renouvelé
renewed-heading-many = Vos badges ont été renouvelés
renewed-lead = { $issuer } a renouvelé ce badge. Il garde son adresse, et sa page montre les nouvelles dates.
renewed-lead-many = { $issuer } a renouvelé ces { $count } badges. Ils gardent leurs adresses, et leurs pages montrent les nouvelles dates.
renewed-files = Un fichier téléchargé auparavant porte encore les anciennes dates. Téléchargez de nouveau le badge là où vous l’utilisez comme fichier.
renewed-linkedin = LinkedIn ne remarque pas de lui-même une nouvelle date de fin. Si le badge figure dans votre profil, modifiez-y la date.

## Ce qui est dit d’un badge
badge-reason = Raison : { $reason }
badge-picture = Badge « { $badge } », décerné par { $issuer }
badge-by = Décerné par { $issuer }
badge-issued = Délivré le { $date }
badge-ends = Valable jusqu’au { $date }

## Le montrer
show-title = Montrer votre badge
show-title-many = Montrer vos badges
show-address = L’adresse de votre badge :
show-address-of = L’adresse de { $badge } :
show-address-later = Elle fonctionne dès que vous rendez le badge public.
show-address-later-many = Chaque adresse fonctionne dès que vous rendez son badge public.
show-linkedin = L’ajouter à votre profil LinkedIn
show-linkedin-of = Ajouter { $badge } à votre profil LinkedIn
show-linkedin-note = Le formulaire de LinkedIn est déjà rempli, avec la date de fin si le badge en a une ; laissez-la telle quelle, s’il vous plaît. LinkedIn montre le logo de { $issuer }, pas l’image du badge.
show-picture = Vous pouvez enregistrer l’image ci-dessus et l’utiliser dans une signature, un CV ou un site. Liez-la à l’adresse du badge : une image ne prouve rien, l’adresse si.

## Authentique et sûr
safe-title = Ce courriel est-il authentique ?
safe-authorised = Oui. { $issuer } a autorisé les courriels au sujet de ses badges envoyés par { $address }, et chaque lien pour en accepter un commence par { $host }.
safe-list = Était-il dans vos indésirables ? Marquez-le comme souhaité et ajoutez { $address } à vos contacts ou expéditeurs sûrs, pour ne pas manquer le prochain.

## Aide
help-title = Des questions ?
help-issuer = { $issuer } répond aux questions sur la distinction, votre nom et les dates.
help-email = Courriel :
help-web = Site :
help-pages = Accepter, se connecter et partager sont expliqués ici :

## Pourquoi ce courriel
why-award = Vous recevez ce courriel parce que { $issuer } vous a décerné un badge et a donné { $address } comme votre adresse.
why-award-many = Vous recevez ce courriel parce que { $issuer } vous a décerné des badges et a donné { $address } comme votre adresse.
why-asked = Vous recevez ce courriel parce qu’il a été demandé avec l’adresse { $address }.
why-account = Vous recevez ce courriel parce que { $address } appartient à un compte chez nous.
sent-by = Envoyé par { $platform }, qui conserve les badges de { $issuer }.
sent-by-platform = Envoyé par { $platform } sur { $host }.
wrong-person = Ce n’est pas pour vous ? N’utilisez pas le lien et répondez à ce courriel : ce sera corrigé.

## Se connecter
sign-in-subject = Votre lien de connexion
sign-in-heading = Connectez-vous à votre collection
sign-in-lead = Vous avez demandé un lien de connexion. Le voici.
sign-in-label = Se connecter
sign-in-open = Pour vous connecter, ouvrez cette adresse dans votre navigateur :
link-minutes = { $minutes ->
    [one] Le lien sert une seule fois, pendant une minute encore.
   *[other] Le lien sert une seule fois, pendant { $minutes } minutes encore.
}
sign-in-ignore = Si ce n’était pas vous, ne faites rien. Personne ne peut se connecter sans ce courriel.

## Confirmer une adresse
verify-subject = Confirmez votre adresse, s’il vous plaît
verify-heading = Est-ce votre adresse ?
verify-lead = Vous nous avez demandé d’ajouter { $address } à votre collection. Confirmez qu’elle est bien à vous, s’il vous plaît. Les badges décernés à cette adresse seront alors aussi dans votre collection.
verify-label = Confirmer cette adresse
verify-open = Pour la confirmer, ouvrez ceci dans votre navigateur :
verify-ignore = Si ce n’était pas vous, ne faites rien. L’adresse n’est ajoutée à aucune collection.

## Une adresse qui appartient à un autre compte
in-use-subject = Quelqu’un a voulu ajouter votre adresse
in-use-heading = Votre adresse est déjà utilisée
in-use-lead = Une personne connectée à un autre compte a voulu y ajouter { $address }. L’adresse appartient à votre compte ; rien n’a donc été changé.
in-use-you = Si c’était vous, vous avez deux comptes. Connectez-vous à celui-ci, et ajoutez ici l’autre adresse une fois que vous l’aurez retirée là-bas.
in-use-label = Se connecter à ce compte
in-use-open = Pour vous connecter à ce compte, ouvrez cette adresse dans votre navigateur :

## Une adresse ajoutée
added-subject = Une adresse a été ajoutée à votre collection
added-heading = Votre collection a une nouvelle adresse
added-lead = Une autre adresse a été confirmée et ajoutée à votre collection. Les badges qui lui sont décernés y arrivent désormais.
added-you = Si c’était vous, vous n’avez rien à faire.
added-label = Voir vos adresses
added-open = Pour voir vos adresses, ouvrez ceci dans votre navigateur :
added-ignore = Si ce n’était pas vous, retirez l’adresse et choisissez un nouveau mot de passe.

## Un mot de passe verrouillé
locked-subject = La connexion par mot de passe est verrouillée
locked-heading = Votre mot de passe est verrouillé
locked-lead = Un mot de passe erroné a été saisi dix fois de suite pour votre compte. Pour protéger vos badges, la connexion par mot de passe est verrouillée.
locked-still = Vos badges sont intacts, et vous pouvez toujours vous connecter par un lien que nous vous envoyons.
locked-label = Recevoir un lien de connexion
locked-open = Pour recevoir un lien de connexion, ouvrez cette adresse dans votre navigateur :
locked-title = À qui s’adresser
locked-unlock = Seule l’organisation qui a délivré vos badges peut déverrouiller le mot de passe. Ensuite, demandez-en un nouveau sur la page de connexion.
locked-unknown = Écrivez à l’organisation qui a délivré vos badges ; son adresse figure sur la page de chaque badge.
