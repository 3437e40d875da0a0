### Words on pages. One message a key; the same keys in every language.

## Everywhere

skip-to-content = Aller au contenu
demo-bar-label = Démonstration
demo-bar = Ceci est une démonstration. Rien ne quitte cette machine.
demo-bar-start = Page de départ
demo-bar-mailbox = Boîte aux lettres
nav-public = Principal
nav-footer = À propos de ce site
nav-verify = Vérifier
nav-verify-long = Vérifier un badge
nav-help = Aide
nav-docs = Pour les développeurs
nav-wallet = Mes badges
nav-console = Console
nav-sign-in = Se connecter
footer-platform = Publié avec Accolade, la plateforme de badges ouverte.
sign-out = Se déconnecter
copy = Copier
copied = Copié
save = Enregistrer
remove = Retirer
or = ou
accept = Accepter
decline = Refuser
manage = Gérer
pager-label = Pages
pager-previous = Précédent
pager-next = Suivant
pager-total = { $count ->
    [one] un en tout
   *[other] { $count } en tout
}
contact-line = Des questions ? Contactez
mail-not-there = Rien après quelques minutes ? Regardez dans le dossier des indésirables et ajoutez l’expéditeur à vos contacts sûrs.
date-long = { $day } { $month } { $year }
date-moment = { $date }, { $time } { $zone }
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
form-errors = { $count ->
    [one] Une chose est à revoir
   *[other] { $count } choses sont à revoir
}
field-optional = (facultatif)
field-email = Adresse e-mail
field-password = Mot de passe
field-current-password = Mot de passe actuel
field-new-password = Nouveau mot de passe
field-new-password-hint = Douze caractères ou plus. Une courte phrase se retient bien.

## States

state-valid = Valide
state-expiring = Se termine bientôt
state-expired = Expiré
state-suspended = Suspendu
state-revoked = Révoqué
state-unknown = Non vérifié
standing-valid = Ce badge est valide.
standing-expiring = Ce badge est valide et se termine bientôt.
standing-expiring-on = Ce badge est valide jusqu’au { $date }.
standing-expired = Ce badge a expiré.
standing-expired-on = Ce badge a expiré le { $date }.
standing-suspended = Ce badge est suspendu.
standing-suspended-on = Ce badge est suspendu depuis le { $date }.
standing-revoked = Ce badge a été révoqué et ne compte plus.
standing-revoked-on = Ce badge a été révoqué le { $date } et ne compte plus.
standing-unknown = Il n’a pas été possible de vérifier si ce badge vaut encore.
standing-reason = Raison donnée : { $reason }
hold-membership = L’adhésion dont il dépend n’est pas active.
hold-credits = Les crédits qu’il demande manquent.
hold-staff = L’émetteur l’a mis en attente.
hold-dispute = L’émetteur examine une question à son sujet.
remedy-membership = Renouveler l’adhésion le rétablit à cette même adresse.
remedy-credits = Compléter les crédits le rétablit à cette même adresse.
remedy-expired = Il reste ici, pour que chacun voie ce qui a été détenu et quand.
outcome-passed = tient
outcome-failed = ne tient pas
outcome-unsure = n’a pas pu être établi
outcome-skipped = non vérifié
step-read = Lecture
step-schema = Forme
step-proof = Signature
step-issuer = Émetteur
step-validity = Dates
step-status = État
step-refresh = Version plus récente
step-recipient = Destinataire
step-endorsements = Cautions
trust-mark = Vous faites confiance à cet émetteur

## Certificate of Authenticity

certificate-of-authenticity = Certificat d’authenticité
certificate-title = { $badge } · Certificat d’authenticité
certificate-title-of = { $badge } · { $name }
certificate-description = { $badge }, émis par { $issuer } le { $date }.
certificate-checked = Vérifié le
certificate-awarded-to = Décerné à
certificate-issued = Émis le { $date } par
certificate-valid-until = Valide jusqu’au { $date }
certificate-examined = Examiné par { $body }, selon l’émetteur
certificate-examined-endorsed = Examiné par { $body }, qui l’a confirmé
certificate-manage = Gérer ce badge
certificate-took = Ce qu’il a fallu
certificate-work-required = Le travail demandé
certificate-about-badges = À propos des badges de { $issuer }
certificate-about-issuer = { $issuer } sur le web
certificate-history = Historique
certificate-how-checked = Comment cela a été vérifié
certificate-rosette = Le fin motif de lignes derrière le badge est tracé à partir de son numéro et de la clé de l’émetteur. Le même badge a toujours le même motif. Il est pour l’œil ; la preuve, c’est la signature.
certificate-verify-again = Vérifier à nouveau
certificate-files = L’emporter
certificate-files-why = Chaque fichier contient le badge signé. Chacun peut le vérifier ici ou avec n’importe quel vérificateur Open Badges.
file-pdf = Certificat (PDF)
file-png = Image du badge (PNG)
file-svg = Image du badge (SVG)
file-json = Document signé (JSON)
file-jwt = Jeton signé (JWT)
file-pdf-hint = À imprimer.
file-png-hint = Pour un CV, un site ou une signature. Le badge est dans l’image.
file-svg-hint = Net à toute taille. Le badge est dans l’image.
file-json-hint = Pour d’autres portefeuilles.
file-jwt-hint = Pour les systèmes qui demandent un jeton.
file-no-pdf = { $issuer } ne propose pas de certificat à imprimer. Son service aux membres peut vous en dire plus.

## What is not there

missing-badge-title = Ce badge n’est pas disponible
missing-badge-meaning = Il n’y a pas de badge public à cette adresse. Il est peut-être privé, pas encore publié, ou le lien n’est pas entier.
missing-badge-advice = Si quelqu’un vous a envoyé le lien, redemandez-le. Si c’est votre badge, connectez-vous pour le voir.
missing-erased-title = Ce badge a été effacé
missing-erased-meaning = Son titulaire a demandé son effacement. Rien sur la personne n’est gardé ici.
missing-erased-advice = L’émetteur peut vous en dire plus, s’il en a le droit.
missing-portfolio-title = Il n’y a pas de portfolio ici
missing-portfolio-meaning = Personne ne montre de portfolio à cette adresse, ou il est privé.
missing-portfolio-advice = Si quelqu’un vous a envoyé le lien, redemandez-le.

## Organizations and what they offer

issuer-title = { $issuer } · Badges
issuer-eyebrow = Émetteur de badges numériques
issuer-offers = Ce que l’on peut obtenir
issuer-offers-none = Rien n’est encore proposé. Les nouveaux badges apparaîtront ici.
issuer-register = Se chercher dans le registre
issuer-genuine = Est-ce bien eux ?
issuer-genuine-text = Chaque badge de { $issuer } est signé avec une clé publiée sous cet identifiant. Les clés remplacées restent publiées, pour que les anciens badges puissent toujours être vérifiés.
issuer-did = Identifiant
issuer-keys = Clés publiques
issuer-sender = Les e-mails de badges viennent de
about-badges-title = À propos de ces badges
about-badges-what = Qu’est-ce qu’un badge numérique ?
about-badges-what-text = Une image qui contient un document signé. Il dit ce qui a été accompli, par qui et quand, et chacun peut vérifier que { $issuer } l’a dit.
about-badges-who = Qui peut en avoir un ?
about-badges-who-text = Toute personne qui remplit les conditions d’un badge et, là où c’est demandé, est membre de { $issuer }.
about-badges-expire = Expirent-ils ?
about-badges-expire-text = Chaque badge dit combien de temps il vaut. Celui qui a pris fin reste à son adresse et le dit ; le renouveler l’y rétablit.
about-badges-how = Comment obtenir le mien ?
about-badges-how-text = Il arrive par e-mail avec un lien. Ouvrez-le, acceptez et décidez qui peut le voir. Le compte ne coûte rien.
achievement-title = { $badge } · { $issuer }
achievement-eyebrow = Le travail demandé
achievement-archived = Ce badge n’est plus décerné. Ceux qui ont été obtenus restent valides.
achievement-offered-by = Proposé par
achievement-level = Niveau
achievement-validity = Validité
achievement-examined = Examiné par
achievement-work = Ce qu’il faut faire
achievement-can = Ce que sait faire son titulaire
achievement-ladder = Niveaux
achievement-aligned = Aligné sur
achievement-valid-months = { $months ->
    [one] Vaut un mois à partir de la remise.
   *[other] Vaut { $months } mois à partir de la remise.
}
achievement-valid-always = Vaut sans fin.
achievement-valid-status = Vaut aussi longtemps que ce sur quoi il repose. Sa page dit toujours s’il vaut aujourd’hui.
achievement-valid-version = Tel qu’il était quand des badges ont été décernés sous cette version. Chaque badge dit combien de temps il vaut.
portfolio-title = Badges de { $name }
portfolio-eyebrow = Portfolio
portfolio-manage = Changer ce qui est montré
portfolio-empty = Il n’y a pas encore de badges publics ici.
portfolio-senior-note = Seul le badge le plus élevé de chaque série est montré.
portfolio-note = Chaque badge ouvre le certificat de son émetteur, avec son état d’aujourd’hui.

## Verify

verify-title = Vérifier un badge
verify-heading = Ce badge est-il authentique ?
verify-lead = Déposez un badge ici, collez son lien ou choisissez un fichier. Tout Open Badge de tout émetteur peut être vérifié.
verify-paste = Lien, ou le badge lui-même en texte
verify-file = Choisissez un fichier ou déposez-le ici
verify-hint = Images (PNG, SVG), JSON, jetons (JWT), certificats (PDF), codes QR en image. Jusqu’à 12 Mo.
verify-recipient-summary = A-t-il été décerné à une certaine personne ?
verify-recipient = L’adresse e-mail de cette personne
verify-recipient-hint = Elle est comparée au badge, puis oubliée.
verify-button = Vérifier
verify-privacy = Rien de ce que vous vérifiez n’est gardé. Seuls les documents de l’émetteur, de la clé et de l’état du badge sont consultés.
verify-verdict = Le verdict
verify-authentic = Authentique ?
verify-state = Encore valide ?
verify-steps = Étape par étape
verify-open-page = Ouvrir son certificat d’authenticité
verify-at = Vérifié le
verify-fetched = { $count ->
    [0] Rien n’a dû être consulté.
    [one] Un document a été consulté.
   *[other] { $count } documents ont été consultés.
}
verify-again = Vérifier à nouveau
verify-fetched-list = Ce qui a été consulté
verify-raw = Le badge tel qu’il a été lu
verify-another = Vérifier un autre badge
verdict-valid = Valide
verdict-valid-meaning = Tout tient, et l’émetteur est connu ici.
verdict-valid-issuer-unknown = Valide, émetteur inconnu ici
verdict-valid-issuer-unknown-meaning = Tout tient dans le badge. Quant à savoir si l’émetteur est celui que vous croyez, personne ici ne peut le dire.
verdict-unverifiable = N’a pas pu être vérifié
verdict-unverifiable-meaning = Quelque chose n’a pas pu être atteint ou lu. Cela ne dit ni oui ni non.
verdict-invalid = Non valide
verdict-invalid-meaning = Au moins une étape ne tient pas. Ne vous fiez pas à ce badge.
authentic-yes = Oui. Il a été signé par son émetteur et n’a pas changé.
authentic-no = Non. Ce n’est pas ce que son émetteur a signé.
authentic-unknown = Cela n’a pas pu être établi.

verify-nothing = Il n’y avait rien à vérifier. Choisissez un fichier, ou collez un lien ou le badge lui-même.
verify-too-large = Le fichier dépasse 12 Mo. Les badges sont plus petits ; est-ce le bon ?
check-unavailable = La signature n’a pas pu être vérifiée à l’instant. Vérifiez à nouveau dans un moment.
badge-picture = Badge : { $badge }, { $issuer }
fact-awarded-to = Décerné à
fact-issued-by = Émis par
fact-issued-on = Émis le
fact-valid-until = Valide jusqu’au
fact-format = Format
fact-narrative = Ce qui a été fait
fact-evidence = Preuves

## Claiming

claim-title = Un badge de { $issuer }
claim-from = De la part de { $issuer }
claim-heading = { $count ->
    [one] Vous avez obtenu un badge
   *[other] Vous avez obtenu { $count } badges
}
claim-heading-name = { $count ->
    [one] { $name }, vous avez obtenu un badge
   *[other] { $name }, vous avez obtenu { $count } badges
}
claim-issued = Décerné le { $date }
claim-button = Enregistrer dans mes badges
claim-decline = Non merci
claim-next-known = Il est ajouté au portefeuille de { $address }. Personne ne le voit avant que vous le rendiez public.
claim-next-new = Cela crée un portefeuille gratuit pour { $address }. Personne ne voit le badge avant que vous le rendiez public.
trust-issuer = Faire confiance à { $issuer }
trust-issuer-hint = Ses prochains badges sont acceptés sans demander. Vous pouvez changer cela à tout moment.
claim-used-title = Ce lien a déjà servi
claim-used-meaning = Le badge est déjà dans votre portefeuille. Rien n’est perdu.
claim-expired-title = Ce lien est trop ancien
claim-expired-meaning = Les liens des e-mails de badges fonctionnent 30 jours. Le badge reste à prendre.
claim-mangled-title = Ce lien n’est pas entier
claim-mangled-meaning = Certains programmes de messagerie coupent les longs liens. Copiez l’adresse entière de l’e-mail, ou connectez-vous avec l’adresse à laquelle il a été envoyé.
claim-withdrawn-title = Ce badge n’est plus proposé
claim-withdrawn-meaning = L’émetteur l’a repris depuis l’envoi de l’e-mail.
claim-fresh = M’envoyer un nouveau lien
claim-fresh-hint = Il va à { $address }, l’adresse à laquelle le badge a été décerné.
claim-fresh-sent = Un nouveau lien est en route vers { $address }.
claim-sign-in = Se connecter
claim-sign-in-hint = Les badges qui vous attendent y sont montrés.
claim-sign-in-instead = Ou connectez-vous et trouvez-le là

## Signing in

sign-in-title = Connectez-vous à vos badges
sign-in-lead = Utilisez n’importe quelle adresse à laquelle un badge a été envoyé.
sign-in-console-title = Connectez-vous à la console
sign-in-console-lead = Pour le personnel des organisations qui émettent des badges.
sign-in-by-link = M’envoyer un lien de connexion
sign-in-by-link-hint = Le plus rapide, sans mot de passe.
sign-in-by-password = Se connecter par mot de passe
sign-in-refused = L’adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux, ou demandez un lien de connexion.
sign-in-locked = La connexion par mot de passe est bloquée pour ce compte.
sign-in-locked-why = Il y a eu dix essais manqués de suite. Un lien envoyé par e-mail fonctionne toujours. Le personnel de votre organisation peut débloquer le mot de passe.
sign-in-slow = { $seconds ->
    [one] Trop d’essais d’ici. Réessayez dans une seconde.
   *[other] Trop d’essais d’ici. Réessayez dans { $seconds } secondes.
}
sign-in-link-sent = Si { $address } est connue ici, un lien est en route.
sign-in-help = Un problème pour vous connecter ?
sign-in-help-link = Ce que vous pouvez faire
landing-title = Un clic pour vous connecter
landing-lead = Vous vous connectez en tant que { $address }.
landing-button = Se connecter
landing-why = Le clic assure que c’est vous, et non un programme qui ouvre les liens des e-mails.
landing-address-title = Un clic pour confirmer votre adresse
landing-address-lead = { $address } appartiendra alors à votre compte, avec les badges qui y ont été envoyés.
landing-address-button = Confirmer
landing-spent-title = Ce lien ne fonctionne plus
landing-spent-lead = Les liens de connexion servent une fois et peu de temps.
landing-spent-button = En demander un nouveau

## Wallet

wallet-brand = Mes badges
wallet-title = Mes badges
nav-wallet-label = Portefeuille
nav-badges = Badges
nav-profile = Mon profil
nav-portfolio = Portfolio
wallet-waiting = { $count ->
    [one] Un badge vous attend
   *[other] { $count } badges vous attendent
}
wallet-accept-all = Accepter les { $count }
wallet-tabs = Badges selon ce que vous en avez fait
wallet-earned = Obtenus
wallet-declined = Refusés
wallet-empty-title = Pas encore de badges ici
wallet-empty-looked = Les badges envoyés à ces adresses apparaissent ici :
wallet-empty-advice = L’un d’eux est-il allé à une autre de vos adresses ? Ajoutez-la, et il sera trouvé.
wallet-empty-add = Ajouter une adresse
visibility-public = Public
visibility-public-meaning = Chacun peut l’ouvrir, et les moteurs de recherche peuvent le lister.
visibility-link = Par lien seulement
visibility-link-meaning = Qui a le lien peut l’ouvrir. Il n’est listé nulle part.
visibility-private = Privé
visibility-private-meaning = Vous seul le voyez. Les liens déjà donnés cessent de fonctionner.
badge-open-certificate = Ouvrir le certificat
badge-declined = Vous avez refusé ce badge. Personne ne le voit.
badge-take-back = Le prendre quand même
badge-renew = Renouveler l’adhésion
badge-recertify = Se certifier à nouveau
badge-visibility = Qui peut le voir
share-title = Le montrer
share-linkedin-profile = Ajouter au profil LinkedIn
share-linkedin-post = Publier sur LinkedIn
share-x = Publier sur X
share-facebook = Publier sur Facebook
share-mail = Écrire un e-mail
share-linkedin-note = LinkedIn montre le logo de l’organisation, non l’image du badge ; le lien vers le badge se trouve sous « Afficher la certification ». Il ne suit pas les changements : après un renouvellement, modifiez-y la date de fin.
share-address = Adresse du badge
share-mail-to = Envoyer le lien à quelqu’un
share-mail-hint = L’e-mail part d’ici et vous nomme. Il part une fois.
share-mail-send = Envoyer
share-words = J’ai obtenu le badge « { $badge } » de { $issuer }.
share-private = Le badge est privé. Rendez-le public ou accessible par lien, ci-dessus, pour le montrer.
signature-title = Le mettre dans votre signature d’e-mail
signature-lead = Téléchargez l’image PNG ci-dessous, mettez-la dans votre signature et liez-la à l’adresse du badge.
signature-gmail = Gmail : Paramètres, « Voir tous les paramètres », Signature. Insérez l’image, sélectionnez-la et ajoutez le lien.
signature-outlook = Outlook : Paramètres, Comptes, Signatures. Insérez l’image, sélectionnez-la et ajoutez le lien avec Ctrl+K.
signature-apple = Apple Mail : Réglages, Signatures. Faites glisser l’image, sélectionnez-la et choisissez Édition, Ajouter un lien.
signature-thunderbird = Thunderbird : Paramètres du compte, texte de signature, « Utiliser HTML ». Collez les lignes ci-dessous.
signature-static = L’image d’un e-mail ne change jamais. Seul le lien montre si le badge est encore valide.
signature-html = Signature en HTML
downloads-title = Télécharger
badge-wrong = Quelque chose ne va pas ?
badge-wrong-text = Seul { $issuer } peut changer les noms et les dates. Demandez-le-lui, et le badge est corrigé partout à la fois, à la même adresse.
badge-correction-waiting = Vous avez demandé une correction à { $issuer }. La réponse n’est pas encore venue.
badge-give-back = Refuser ce badge
badge-give-back-hint = Il est caché à tous. Vous pourrez le reprendre plus tard.

## My Profile

profile-title = Mon profil
profile-addresses = Adresses e-mail
profile-addresses-lead = Ajoutez chaque adresse à laquelle des badges ont été envoyés : ils se retrouvent tous ici.
profile-addresses-hint = Nous envoyons un lien à la nouvelle adresse. Retirer une adresse ne retire jamais un badge.
profile-address-primary = Première adresse
profile-address-badges = { $count ->
    [0] aucun badge n’est venu par elle
    [one] un badge est venu par elle
   *[other] { $count } badges sont venus par elle
}
profile-address-unverified = Attend que vous ouvriez le lien envoyé
profile-address-verify = Renvoyer le lien
profile-address-make-primary = Utiliser d’abord
profile-add-address = Une autre adresse
profile-add-address-button = Ajouter
profile-portfolio = Portfolio
field-handle = Adresse du portfolio
field-handle-hint = Lettres, chiffres et traits d’union. Elle termine le lien : /p/…
field-levels = Quand vous avez plusieurs niveaux d’une série
field-levels-all = Montrer chaque niveau
field-levels-all-hint = Tous les badges que vous avez rendus publics.
field-levels-senior = Ne montrer que le plus élevé
field-levels-senior-hint = Les autres sont cachés, pas retirés. Vous pourrez changer cela.
field-published = Publier le portfolio
field-published-hint = Il ne montre que les badges publics.
field-job-title = Fonction
field-company = Entreprise
profile-would-hide = { $count ->
    [one] « Que le plus élevé » cache ce badge :
   *[other] « Que le plus élevé » cache ces { $count } badges :
}
profile-trust = Émetteurs de confiance
profile-trust-lead = Les nouveaux badges d’un émetteur en qui vous avez confiance sont acceptés sans demander. C’est votre note à vous et ne prouve rien aux autres.
profile-trust-none = Vous n’avez encore confiance en aucun émetteur. Vous le pourrez en acceptant un badge.
profile-trust-since = depuis le { $date }
profile-untrust = Ne plus faire confiance
profile-password = Mot de passe
profile-password-lead = Vous pouvez toujours vous connecter par un lien envoyé.
profile-password-none = Vous vous connectez par des liens envoyés. Mettez un mot de passe si vous préférez en taper un.
profile-password-change = Changer le mot de passe
profile-password-set = Mettre un mot de passe

## Console

nav-console-label = Console
nav-today = Aujourd’hui
nav-today-waiting = en attente
nav-achievements = Badges
nav-credentials = Remises
nav-imports = Importer
nav-members = Membres
nav-rules = Règles
nav-settings = Réglages
nav-issuers = Organisations
nav-public-page = Page publique
cancel = Annuler
number = { $value }
nothing-found = Rien trouvé
filter-button = Afficher
filter-clear = Tout afficher
filter-search = Nom, adresse ou numéro
filter-search-members = Nom, adresse ou numéro
filter-state = État
filter-any-state = Tout état
filter-achievement = Badge
filter-any-achievement = Tout badge
filter-acceptance = Titulaire
filter-any-acceptance = Tous
filter-membership = Adhésion
filter-any-membership = Toute adhésion
membership-active = Active
acceptance-pending = En attente
acceptance-accepted = Accepté
acceptance-declined = Refusé
column-line = Ligne
column-column = Colonne
column-value = Valeur
column-reason = Pourquoi, et ce qui serait juste
column-recipient = Décerné à
column-contact = Adresse ou numéro
column-badge = Badge
column-issued = Émis
column-state = État
column-acceptance = Titulaire
column-file = Fichier
column-kind = Genre
column-when = Envoyé
column-stands = Où il en est
column-outcome = Résultat
column-change = Changement
column-effect = Ce qui s’ensuit
column-name = Nom
column-number = Numéro
column-address = Adresse
column-membership = Adhésion
column-until = Jusqu’au
column-key = Clé
column-signs-from = Signe depuis
column-signs-until = Jusqu’au
column-slug = Adresse
column-since = Ici depuis
column-vouched = Cautionnée

## Set-up

set-up-title = Bienvenue dans la console
set-up-lead = Mettez un mot de passe pour { $address }, et vous y êtes.
set-up-button = Se connecter
set-up-spent-title = Ce lien a déjà servi
set-up-spent-lead = Connectez-vous avec votre mot de passe pour continuer.
field-organization = Nom de l’organisation
field-organization-hint = Il figure sur chaque badge comme émetteur.
field-slug = Nom court pour les adresses
field-slug-hint = Minuscules, chiffres et traits d’union. Il fait partie de l’identifiant sous lequel les badges sont signés et ne change jamais.
field-contact-email = Adresse de contact
field-contact-email-hint = Montrée aux titulaires qui ont une question.
field-time-zone = Fuseau horaire
field-time-zone-hint = Les dates des badges sont des jours de ce fuseau, par exemple Europe/London.
field-your-name = Votre nom

## Today

today-first = Premiers pas
today-done = fait
today-decide = Demande une décision
today-nothing = Rien ne vous attend.
today-figures = En chiffres
today-lately = Récemment

## Badges that can be earned

achievements-new = Nouveau badge
achievements-empty-title = Pas encore de badges
achievements-empty = Un badge a un nom, dit ce qu’il a fallu pour l’obtenir et a une image. Concevez le premier.
achievements-awarded = { $count ->
    [0] pas encore décerné
    [one] décerné une fois
   *[other] décerné { $count } fois
}
achievements-archived = n’est plus décerné
achievement-form-what = Ce qu’il dit
achievement-form-series = Série
achievement-form-validity = Combien de temps il vaut
achievement-form-looks = À quoi il ressemble
achievement-form-preview = Aperçu
achievement-form-preview-alt = Le badge tel que ce formulaire le dessine
achievement-form-preview-hint = Le nom et votre organisation sont écrits sur l’image. Elle doit aussi se lire en petit.
achievement-form-preview-button = Le dessiner
achievement-form-awarded = { $count ->
    [one] Il a été décerné une fois. Ce badge garde ce qui a été signé ; sa page montre les nouveaux mots.
   *[other] Il a été décerné { $count } fois. Ces badges gardent ce qui a été signé ; leurs pages montrent les nouveaux mots.
}
achievement-archive-title = Ne plus le décerner
achievement-archive-text = Plus rien n’est décerné, ni à la main ni par des règles. Les badges obtenus restent comme ils sont. On ne peut pas le reprendre.
achievement-archive = Ne plus décerner ce badge
field-badge-name = Nom
field-badge-name-hint = Assez court pour se lire sur l’image.
field-summary = En une phrase
field-summary-hint = Ce qu’a montré qui le porte.
field-criteria = Le travail demandé
field-criteria-hint = Ce qu’il faut faire pour l’obtenir. Listes et liens comme en Markdown.
field-progression = Série
field-progression-hint = Les badges d’une série partagent leur cadre. Leurs titulaires peuvent ne montrer que le plus élevé.
field-level = Niveau
field-rank = Place dans la série
field-rank-hint = 1 est la plus basse.
field-validity = Il vaut
field-validity-status = tant que ses conditions sont remplies
field-validity-status-hint = Par exemple une adhésion active. La renouveler le rétablit partout à la fois.
field-validity-dated = pour un temps fixe
field-validity-dated-hint = La fin est signée dans le badge. Après un renouvellement, les titulaires le téléchargent à nouveau.
field-valid-months = Mois, si le temps est fixe ; vide pour aucune fin
field-examined-by = Organisme examinateur
field-examined-by-hint = Si quelqu’un d’autre évalue, nommez-le.
field-shape = Forme
field-icon = Icône
field-colour = Couleur
field-metal = Métal
field-image = Une image à vous à la place
field-image-hint = PNG, SVG, JPEG ou WebP, jusqu’à 10 Mo. Un carré de 600 pixels ou plus convient le mieux.
shape-medallion = Médaillon
shape-shield = Écu
shape-hexagon = Hexagone
shape-seal = Sceau à ruban
shape-bar = Barre
metal-none = Aucun
metal-bronze = Bronze
metal-silver = Argent
metal-gold = Or

## Awarding

award-title = Décerner un badge
award-lead = À une personne.
award-many = À plusieurs : importez un fichier.
award-more = Pourquoi, preuves, référence
award-button = Le décerner
award-nothing-title = Il n’y a encore rien à décerner
award-nothing = Concevez d’abord un badge.
field-achievement = Badge
field-recipient-email = Son adresse e-mail
field-recipient-email-hint = Le lien y est envoyé. Elle n’est jamais montrée sur le badge.
field-recipient-name = Son nom
field-recipient-name-hint = Tel qu’il doit figurer sur le badge, dans toute écriture.
field-member-number = Numéro de membre
field-awarded-at = Décerné le
field-awarded-at-hint = Vide veut dire aujourd’hui.
field-valid-until = Valide jusqu’au
field-valid-until-hint = Vide veut dire comme le dit le badge.
field-narrative = Ce que la personne a fait
field-narrative-hint = Montré avec les preuves, si vous les montrez.
field-evidence-url = Lien vers les preuves
field-reference = Votre référence
field-reference-hint = La même référence n’est jamais décernée deux fois.
field-notify = Lui envoyer un e-mail maintenant
field-notify-hint = Sinon, il attend dans son portefeuille sans e-mail.
credentials-empty-title = Rien de décerné pour l’instant
credentials-empty = Décernez un badge, ou importez un fichier qui en contient beaucoup.
credentials-nothing-found = Aucun badge ne répond à tout cela. Enlevez un critère.
credential-facts = Au dossier
credential-public = Certificat d’authenticité
credential-not-public = Son certificat d’authenticité n’est pas encore public. Le titulaire décide qui peut l’ouvrir.
credential-acts = Ce que vous pouvez faire
credential-resend = Renvoyer l’e-mail
credential-no-acts = On ne peut plus rien faire avec ce badge.
credential-events = Ce qui s’est passé
act-revoke-title = Révoquer
act-revoke-effect = Le badge est repris pour de bon. Sa page et chaque vérificateur le disent aussitôt, et les règles ne le décernent plus. Son titulaire reçoit un e-mail.
act-revoke-button = Révoquer ce badge
act-suspend-title = Suspendre
act-suspend-effect = Le badge est retenu jusqu’à ce que vous le rétablissiez. Sa page et chaque vérificateur le disent aussitôt. Son adresse reste la même.
act-suspend-button = Suspendre ce badge
act-reinstate-title = Rétablir
act-reinstate-effect = Votre suspension est levée. Le badge est aussitôt valide à nouveau, sauf si autre chose le retient.
act-reinstate-button = Rétablir ce badge
act-correct-title = Corriger le nom
act-correct-effect = Le badge est signé à nouveau avec le nom corrigé, à la même adresse. Image, page et fichiers suivent aussitôt.
act-correct-button = Le corriger
field-revoke-reason = Raison
field-revoke-reason-hint = Gardée au dossier, et montrée sur la page du badge si vos réglages le disent.
field-suspend-reason = Raison
field-suspend-reason-hint = Gardée au dossier. La page dit seulement que vous l’avez mis en attente.
field-reinstate-reason = Raison
field-reinstate-reason-hint = Gardée au dossier, pour le personnel seul.
field-correct-name = Le nom tel qu’il doit être
field-correct-name-hint = Dans toute écriture, avec ses accents.

## Import

import-title = Importer un fichier
import-lead = Rien ne change avant que vous ayez vu ce qui changerait.
import-button = Me montrer ce qui changerait
import-runs = Fichiers précédents
import-batches = Fichiers d’attributions
import-kept-no-longer = Le fichier n’est plus conservé. Importez-le à nouveau pour décerner d’après lui.
import-kept-until = Le fichier est conservé jusqu’au { $date }. Inutile de l’envoyer à nouveau.
import-given-up = Le travail s’est arrêté avant que chaque ligne soit traitée. Continuez, et il reprend là où il s’est arrêté : aucune ligne n’est prise deux fois.
import-resume = Continuer
import-members = Membres
import-members-hint = Qui est membre, et jusqu’à quand. Les badges qui demandent une adhésion suivent.
import-certifications = Certifications
import-certifications-hint = Qui a réussi quoi. Vos règles décident qui reçoit un badge.
import-awards = Badges à décerner
import-awards-hint = Une ligne par badge, quoi que disent les règles.
field-import-kind = Ce qu’il contient
field-import-file = Le fichier
field-import-file-hint = CSV avec une ligne d’en-têtes. Virgules, points-virgules ou tabulations, dans tout codage courant.
import-read-as = Lu en { $encoding }, avec des { $separator } entre les cellules, { $rows }.
import-would = Ceci changerait
import-apply = Appliquer ces changements
import-nothing-yet = Rien n’a encore été changé.
import-no-change = Tout cela est déjà au dossier. Il n’y a rien à appliquer.
import-becomes = Ligne par ligne
import-more-rows = { $count ->
    [one] Une ligne de plus change de même.
   *[other] { $count } lignes de plus changent de même.
}
import-errors = { $count ->
    [one] Une ligne est à revoir
   *[other] { $count } lignes sont à revoir
}
import-errors-lead = Les lignes sans faute sont prises. Téléchargez celles-ci, corrigez-les et importez ce fichier.
import-fix-file = Télécharger ces lignes
import-applying = Application des changements
import-progress = { $done } sur { $total }
import-leave = Vous pouvez quitter cette page. Le travail continue, même si le serveur redémarre.
import-see-credentials = Voir les badges
import-another = Importer un autre fichier
run-reading = en lecture
run-previewed = vous attend
run-applying = en application
run-applied = appliqué
run-stopped = arrêté
run-partial = abandonné avant la fin
row-new = nouveau
row-changed = changé
row-lapsed = prend fin
row-restored = revient
row-same = identique
row-skipped = omis

## Members and rules

members-empty-title = Pas encore de membres
members-empty = Importez votre fichier de membres, ou laissez votre système de membres l’envoyer.
members-nothing-found = Personne ne répond à tout cela. Enlevez un critère.
rules-lead = Une règle dit qui reçoit quel badge, et le tient à jour quand des adhésions prennent fin et reviennent.
rules-new = Nouvelle règle
rules-empty-title = Pas encore de règles
rules-empty = Sans règles, les badges ne sont décernés qu’un à un ou par fichier.
rules-paused = En pause
rules-pause = Mettre en pause
rules-resume = Reprendre
rules-pause-hint = Une règle en pause ne décerne, ne suspend et ne rétablit rien. Les badges restent comme ils sont.
rules-save = Enregistrer et décerner
rules-save-hint = Qui la remplit reçoit le badge maintenant, et qui viendra à la remplir, alors.
rule-needs-membership = Une adhésion active
rule-needs-membership-hint = Quand elle prend fin, le badge est suspendu. Quand elle est renouvelée, il est à nouveau valide.
rule-needs-certification = Une certification réussie
rule-needs-certification-hint = Selon votre fichier de certifications.
field-rule-name = Nom de la règle
field-rule-achievement = reçoit ce badge
field-rule-needs = Toute personne qui a
field-rule-certification = Certification
field-rule-level = Niveau
field-rule-level-hint = Tel qu’il est écrit dans votre fichier.

## Settings

settings-profile = Organisation
settings-keys = Clés de signature
settings-api-keys = Clés d’API
settings-staff = Personnel
settings-shown = Ce que voient les autres
settings-contact = À qui les titulaires s’adressent
settings-programme = Le programme
settings-mails = Courriels
settings-did = Vos badges sont signés sous cet identifiant, qui ne change jamais :
field-about = Présentation
field-site = Site web
field-accent = Couleur d’accent
field-accent-hint = Assombrie ou éclaircie là où elle serait difficile à lire.
field-visible-from = La page d’un badge s’ouvre
visible-from-publish = quand son titulaire le rend public
visible-from-publish-hint = Le choix le plus discret.
visible-from-accept = quand son titulaire l’accepte
visible-from-accept-hint = Il peut le rendre privé à nouveau.
visible-from-issue = quand il est émis
visible-from-issue-hint = Seulement si chaque titulaire est d’accord.
field-name-shown = Le nom du titulaire
name-shown-signed = est signé dans le badge
name-shown-signed-hint = Qui vérifie le fichier peut le lire.
name-shown-page = figure sur la page seulement
name-shown-page-hint = Les fichiers ne portent pas de nom.
name-shown-none = n’est pas montré
name-shown-none-hint = Seule la personne peut montrer qu’il est à elle.
field-linkedin = Numéro de page LinkedIn
field-linkedin-hint = LinkedIn montre alors votre logo avec les badges ajoutés aux profils.
field-reminder-days-hint = Jusqu’à trois jours après le premier courriel où l’on rappelle un badge qui attend encore, par exemple 30, 60, 120. Vide : aucun rappel.
field-reminder-days = Rappeler après (jours)
field-mail-intro-hint = Un paragraphe au-dessus du badge, dans les courriels d’attribution et les rappels. Texte simple, 1 000 caractères au plus, dans la langue de votre choix : il est envoyé tel quel à tous.
field-mail-intro = Introduction
field-mail-subject-hint = Écrivez { "{badge}" } là où doit figurer le nom du badge, et { "{issuer}" } pour le nom de votre organisation. Vide : l’objet habituel.
field-mail-subject = Objet du courriel d’attribution
keys-lead = Les badges sont signés avec la clé la plus récente. Les clés publiques plus anciennes restent publiées pour toujours, pour que les anciens badges puissent être vérifiés.
keys-current = signe maintenant
keys-rotate-title = Remplacer la clé
keys-rotate-text = Une nouvelle clé signe désormais. Rien ne change pour les badges existants. Une fois par an est une bonne habitude.
keys-rotate = Créer une nouvelle clé
api-keys-lead = Vos systèmes s’en servent pour décerner et lire des badges.
api-keys-none = Il n’y a pas encore de clés.
api-keys-fresh = Copiez la clé maintenant. Elle n’est montrée que cette fois.
api-keys-secret = La nouvelle clé
api-keys-made = créée le { $date }
api-keys-used = utilisée pour la dernière fois le { $date }
api-keys-never-used = jamais utilisée
api-keys-revoke = Révoquer
api-keys-new = Créer une clé
api-keys-make = Créer la clé
field-key-name = À quoi elle sert
field-key-name-hint = Par exemple le nom du système qui s’en sert.
field-scopes = Elle peut
staff-you = vous
staff-invite = Inviter quelqu’un
staff-invite-button = Inviter
field-staff-name = Nom
field-role = Peut
tenants-new = Nouvelle organisation
tenants-empty-title = Pas encore d’organisations
tenants-empty = Créez la première et invitez la personne qui la dirige.
tenants-vouched = oui
tenants-vouch = Cautionner
tenants-disown = Retirer
tenants-vouch-hint = Les badges des organisations que vous cautionnez sont vérifiés comme « Valide ». Ceux des autres, comme « Valide, émetteur inconnu ici ».
tenants-admin = Qui la dirige
tenants-create = Créer
field-admin-name = Son nom
field-admin-email = Son adresse e-mail
field-admin-email-hint = Vous recevez un lien à transmettre, avec lequel la personne met un mot de passe.
field-vouch = Cautionner cette organisation
field-vouch-hint = Seulement si vous savez qu’elle est bien celle qu’elle dit être.

## Notes about what just happened

note-claimed = Enregistré dans vos badges. Personne d’autre ne le voit avant que vous le rendiez public : ouvrez-le pour décider.
note-claimed-sign-in = Enregistré dans le portefeuille de cette adresse. Connectez-vous-y pour le voir et le partager.
note-claim-declined = Vous avez refusé le badge. Personne ne le voit. Vous avez changé d’avis ? Ouvrez à nouveau son lien et demandez-en un nouveau.
note-accepted = Il est à vous. Personne d’autre ne le voit avant que vous le rendiez public : ouvrez-le pour décider.
note-accepted-all = Tous sont à vous maintenant. Ouvrez-en un pour décider qui peut le voir.
note-declined = Vous l’avez refusé. Personne ne le voit, et vous pouvez le reprendre ici.
note-now-public = Il est public maintenant. Chacun peut l’ouvrir.
note-now-link = Qui a le lien peut l’ouvrir maintenant.
note-now-private = Vous seul le voyez maintenant.
note-address-mailed = Un lien est en route vers cette adresse. Ouvrez-le, et l’adresse compte.
note-address-proven = L’adresse est confirmée.
note-address-primary = Les e-mails et liens de connexion y vont d’abord désormais.
note-address-removed = L’adresse est retirée. Ses badges restent chez vous.
note-portfolio-saved = Votre portfolio est enregistré.
note-password-set = Votre mot de passe est mis.
note-untrusted = Les prochains badges de cet émetteur attendent à nouveau votre clic. Ceux que vous avez restent.
note-signed-out = Vous êtes déconnecté.

## Console: what is done there

nav-messages = E-mails
nav-known-issuers = Émetteurs connus
nav-switch = Une autre organisation
console-no-organization = Vous êtes connecté, mais plus aucune organisation ne vous compte dans son personnel. Demandez à son administrateur.
right-missing = Il faut pour cela le droit « { $right } ». Votre rôle est { $role }. Demandez à un administrateur de votre organisation.
right-operator = Seul l’opérateur de cette installation peut ouvrir ceci.
role-owner = Administration
role-owner-hint = Tout, avec réglages, clés et personnel.
role-editor = Rédaction
role-editor-hint = Conçoit, décerne, importe, corrige et révoque.
role-viewer = Consultation
role-viewer-hint = Regarde et ne change rien.
scope-achievements-read = Lire ce que l’on peut obtenir
scope-achievements-write = Créer et changer ce que l’on peut obtenir
scope-credentials-read = Lire les badges décernés
scope-credentials-write = Décerner, corriger et révoquer des badges
scope-members-read = Lire les membres et les imports
scope-members-write = Importer des membres et tenir des règles
scope-issuer-read = Lire les réglages de l’organisation
scope-issuer-write = Changer réglages, clés et personnel
scope-verify = Vérifier de nombreux badges à la fois
sign-in-console-refused = L’adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux.
sign-in-console-locked-why = Il y a eu dix essais manqués de suite. Un administrateur de votre organisation peut vous remettre un nouveau lien sous Réglages, Personnel.
set-up-expired-title = Ce lien a expiré
set-up-expired-lead = Ces liens fonctionnent sept jours. Demandez-en un nouveau à qui l’a envoyé.
set-up-unknown-title = Ce lien n’est pas entier
set-up-unknown-lead = Il manque peut-être une partie de l’adresse. Copiez-la entière, ou demandez-en un nouveau à qui l’a envoyé.
set-up-wrong-password = Ce n’est pas le mot de passe de ce compte.
field-existing-password = Votre mot de passe
field-existing-password-hint = Vous avez déjà un compte ici. Votre mot de passe montre que c’est vous.
today-away = Membres, fichiers ou e-mails ne répondent pas en ce moment. Ce qui est montré ici est vrai, mais incomplet.
more-than = plus de { $number }
task-held = { $file } attend votre confirmation
task-previewed = { $file } a été lu et n’est pas appliqué
task-refused = { $count ->
    [one] Une ligne de { $file } a été omise
   *[other] { $count } lignes de { $file } ont été omises
}
task-refused-words = Les lignes sans faute ont été prises. Téléchargez les autres, corrigez-les et importez ce fichier.
task-failed = { $file } n’a pas pu être lu
task-mails = { $count ->
    [one] Un e-mail n’est pas arrivé
   *[other] { $count } e-mails ne sont pas arrivés
}
task-mails-words = Corrigez l’adresse sur le badge, puis renvoyez-le.
task-decide = Décider
task-look = Regarder
figure-awarded = Badges décernés
figure-waiting = Attendent leur titulaire
figure-suspended = Suspendus
figure-members = Membres
event-imported = { $file } a été importé : { $outcome }
first-profile = Dites qui vous êtes : nom, site, contact
first-design = Concevez le premier badge
first-award = Décernez-le, ou importez un fichier
field-achievement-type = Genre
field-tags = Mots-clés
field-tags-hint = Séparés par des virgules.
field-metal-hint = Dans une série, la place décide, quoi qu’on choisisse ici.
type-badge = Badge
type-certification = Certification
type-membership = Adhésion
type-certificate = Certificat
type-course = Cours
type-micro = Micro-certification
type-license = Licence
type-award = Prix
validity-status = Tant que ses conditions sont remplies
validity-endless = Sans fin
validity-months = { $count ->
    [one] Un mois
   *[other] { $count } mois
}
achievement-untitled = Nom du badge
icon-award = Décoration
icon-badge-check = Sceau avec coche
icon-book-open = Livre
icon-briefcase = Mallette
icon-calculator = Calculatrice
icon-chart-line = Graphique
icon-clipboard-check = Liste de contrôle
icon-code-xml = Code
icon-compass = Boussole
icon-feather = Plume d’oiseau
icon-flask-conical = Fiole
icon-gavel = Marteau
icon-globe = Globe
icon-graduation-cap = Mortier
icon-handshake = Poignée de main
icon-heart-pulse = Pouls
icon-landmark = Temple
icon-languages = Langues
icon-layers = Couches
icon-leaf = Feuille
icon-lightbulb = Ampoule
icon-medal = Médaille
icon-megaphone = Mégaphone
icon-microscope = Microscope
icon-palette = Palette
icon-pen-tool = Plume
icon-scale = Balance
icon-shield-check = Bouclier
icon-sprout = Pousse
icon-star = Étoile
icon-stethoscope = Stéthoscope
icon-users = Personnes
icon-wrench = Clé plate
form-no-number = « { $value } » n’est pas un nombre entier de mois.
form-series-stays = Un badge reste dans sa série. Écrivez une autre série, ou gardez celle-ci.
form-examiner-stays = Un organisme examinateur peut être remplacé, pas enlevé.
form-choose-badge = Choisissez le badge.
form-choose-file = Choisissez un fichier.
form-choose-kind = Dites ce que contient le fichier.
form-choose-scope = Choisissez au moins un droit.
form-confirm-missing = Cochez ceci pour l’appliquer malgré tout.
form-reason-missing = Dites pourquoi, pour qu’on le comprenne plus tard.
form-rule-needs = Choisissez au moins une condition.
form-rule-certification = Nommez la certification, ou décochez la case ci-dessus.
form-admin-name = Écrivez le nom de qui la dirige.
form-admin-email = Ce n’est pas une adresse e-mail. Il lui faut un @.
award-sent-before = Ce formulaire a déjà été envoyé, et ce badge a été décerné. Pour en décerner un autre, relisez-le et envoyez-le à nouveau.
credential-nameless = Sans nom
fact-visibility = Visibilité
fact-revision = Révision
shown-not-yet = Pas encore montré
event-awarded = Décerné
event-revised = Signé à nouveau, révision { $revision }
event-revoked = Révoqué
event-corrected = Corrigé
event-renewed = Renouvelé
event-restored = Révocation annulée
event-resent = Envoyé à nouveau sur demande
actor-staff = par le personnel
actor-api-key = par une clé d’API
actor-operator = par l’exploitant
actor-rule = par une règle
hold-set-membership = Suspendu : l’adhésion n’est pas active
hold-set-credits = Suspendu : des crédits manquent
hold-set-staff = Suspendu par le personnel
hold-set-dispute = Suspendu : un litige est ouvert
hold-lifted-membership = Rétabli : l’adhésion est de nouveau active
hold-lifted-credits = Rétabli : les crédits sont de nouveau là
hold-lifted-staff = Rétabli : la mise en attente par le personnel est levée
hold-lifted-dispute = Rétabli : le litige est réglé
act-address-title = Corriger l’adresse
act-address-effect = Le badge appartient désormais à la nouvelle adresse. Il est signé à nouveau et y est envoyé, et reste à sa propre adresse web.
act-address-button = La corriger
field-correct-address = L’adresse telle qu’elle doit être
field-correct-address-hint = Seulement pour une erreur. La nouvelle adresse d’un membre vient avec le fichier des membres.
act-renew-title = Renouveler
act-renew-effect = Une nouvelle période commence. Le badge est signé à nouveau à la même adresse. Les fichiers téléchargés gardent l’ancienne fin.
act-renew-button = Renouveler ce badge
field-renew-until = Valide jusqu’au
field-renew-until-hint = Vide veut dire comme le dit le badge, à partir d’aujourd’hui.
act-restore-title = Annuler la révocation
act-restore-effect = Le badge est aussitôt valide à nouveau, à la même adresse, sauf si autre chose le retient. Les règles peuvent le décerner à nouveau.
act-restore-button = Annuler la révocation
mail-award = E-mail de badge
mail-award-accepted = E-mail de badge, déjà accepté
mail-reminder = Rappel
mail-resend = E-mail de badge, renvoyé
mail-sign-in = Lien de connexion
mail-verify-address = Confirmation d’une adresse
mail-fresh-claim = Nouveau lien
mail-locked = Mot de passe bloqué
mail-revoked = Révocation
mail-scheduled = est prévu
mail-sending = part en ce moment
mail-sent = envoyé
mail-failed = n’est pas arrivé
mail-cancelled = n’est plus utile
messages-lead = Les e-mails sur vos badges : envoyés, à venir, et ceux qui n’étaient plus utiles.
messages-empty-title = Pas encore d’e-mails
messages-empty = Décernez un badge, et l’e-mail à son titulaire figure ici.
messages-badge = Badge
run-held = attend votre confirmation
import-more = Autres choix
import-reading = Lecture du fichier
import-held = Autant d’un coup, c’est souvent un export filtré ou abîmé. Regardez les lignes ci-dessous. Si c’est juste, confirmez.
import-award = Décerner ces badges
import-leave-it = Laisser
import-nameless = Un fichier sans nom
import-nothing-changed = Rien n’a changé.
import-rows = { $count ->
    [one] une ligne
   *[other] { $count } lignes
}
field-import-complete = Le fichier des membres est complet
field-import-complete-hint = Les membres qu’il ne nomme pas prennent fin, et leurs badges sont suspendus.
field-import-notify = Écrire aux titulaires
field-import-achievement = Badge, là où une ligne n’en nomme aucun
field-import-achievement-hint = Seulement pour les fichiers de badges à décerner.
field-import-achievement-none = Chaque ligne nomme le sien
field-import-confirm = C’est juste, appliquer
count-added = nouveaux
count-changed = changés
count-removed = terminés
count-unchanged = restent les mêmes
count-lapsing = perdent leur qualité
count-refused = omis
count-awarded = badges décernés
count-to-award = badges à décerner
count-repeated = décernés auparavant
count-suspended = badges suspendus
count-reinstated = badges rétablis
column-fields = Ce qui change
membership-lapsed = Échue
membership-pending = En cours
membership-resigned = Démission
membership-deceased = Décès
member-facts = Au dossier
member-badges = Badges de ce membre
member-certifications = Certifications
member-no-certifications = Aucune au dossier.
member-rules = Ce que disent les règles
member-meets = la remplit
member-meets-not = ne la remplit pas
member-other-emails = Autres adresses
member-type = Genre d’adhésion
member-joined = Membre depuis
member-employer = Employeur
member-job = Fonction
member-country = Pays
rule-who-members = Membres actifs
rule-who-both = Membres actifs qui ont réussi { $what }
rule-who-passed = Toute personne qui a réussi { $what }
field-rule-any-level-hint = Vide veut dire tout niveau.
field-support-contact = Service aux membres
field-support-contact-hint = Équipe, téléphone, adresse. Montré là où quelqu’un est bloqué.
field-renew-url = Où une adhésion se renouvelle
field-renew-url-hint = Proposé aux titulaires dont l’adhésion a pris fin.
field-about-badges = Page sur ces badges
field-about-badges-hint = Vide veut dire votre page ici.
field-recipient = L’adresse du titulaire
recipient-hashed = est signée sous forme d’empreinte salée
recipient-hashed-hint = Qui connaît l’adresse peut vérifier qu’elle appartient au badge.
recipient-opaque = n’est pas signée
recipient-opaque-hint = Les fichiers ne disent rien de l’adresse.
field-show-revocation-reason = Montrer à tous la raison d’une révocation
field-locale = Langue
field-rotate-reason = Raison
api-keys-revoke-title = Révoquer cette clé
api-keys-revoke-text = Ce qui s’en sert est refusé désormais. On ne peut pas revenir là-dessus.
staff-invited = ne s’est pas encore connecté
staff-invite-lead = Vous recevez un lien à transmettre, avec lequel la personne met un mot de passe. Pour remettre un nouveau lien, invitez à nouveau la même adresse.
staff-fresh = Transmettez ce lien. Il n’est montré que cette fois, sert une fois et dure sept jours.
staff-fresh-link = Le lien de mise en place
staff-works-elsewhere = Ce compte ouvre plus que votre organisation : seuls la personne ou l’exploitant peuvent fermer ses sessions. Vous pouvez plutôt retirer la personne de votre personnel.
staff-only-owner = La seule administration : ne peut être retirée.
staff-remove-text = La personne ne peut désormais plus rien faire ici. Ce qu’elle a fait demeure : badges, clés et réglages restent tels quels.
staff-remove-title = Retirer du personnel
staff-remove = Retirer du personnel
staff-sessions-text = La personne est déconnectée aussitôt de tous ses appareils et se reconnecte avec le même mot de passe. À faire quand un appareil est perdu.
staff-sessions-title = Fermer toutes les sessions
staff-sessions = Fermer toutes les sessions
staff-role-text = Cela vaut dès le prochain clic. Ce que cette personne a fait ne change pas.
staff-role-title = Changer ce que quelqu’un peut faire
staff-role = Changer le rôle
known-issuers-lead = Les badges de ces émetteurs sont vérifiés comme « Valide », où qu’ils aient été émis.
known-issuers-empty = Personne n’est encore cautionné.
known-issuers-since = depuis le { $date }
known-issuers-add = Cautionner un autre émetteur
field-known-issuer = Son DID ou son adresse web
field-known-issuer-hint = Tel qu’il figure sur ses badges, par exemple did:web:badges.example.org.
note-set-up = Vous êtes connecté.
note-achievement-saved = Le badge est enregistré.
note-archived = Ce badge n’est plus décerné. Ceux qui ont été obtenus restent.
note-awarded = Le badge est décerné.
note-awarding = Les badges sont en train d’être décernés.
note-resumed = Le travail continue.
note-resent = L’e-mail est à nouveau en route.
note-revoked = Le badge est révoqué. Sa page et chaque vérificateur le disent maintenant.
note-suspended = Le badge est suspendu. Sa page et chaque vérificateur le disent maintenant.
note-reinstated = Votre suspension est levée.
note-restored = La révocation est annulée.
note-corrected = Le badge est corrigé.
note-renewed = Le badge est renouvelé.
note-changed-meanwhile = Quelqu’un a changé ce badge entre-temps. Voici où il en est.
note-held = Rien n’a été changé : cela changerait tant d’un coup que cela attend votre confirmation.
note-rule-made = La règle est en vigueur.
note-rule-paused = La règle est en pause. Les badges restent comme ils sont.
note-rule-resumed = La règle est à nouveau en vigueur.
note-settings-saved = Vos réglages sont enregistrés.
note-rotated = Une nouvelle clé signe désormais.
note-key-revoked = La clé est révoquée.
note-staff-changed = C’est enregistré.
note-staff-removed = La personne ne fait plus partie de votre personnel.
note-staff-signed-out = Toutes les sessions de cette personne sont fermées.
note-staff-last-owner = C’est la seule administration : elle ne peut être retirée ni recevoir un autre rôle. Donnez d’abord ce rôle à quelqu’un d’autre.
note-vouched = Vous cautionnez maintenant cet émetteur.
note-disowned = Vous ne cautionnez plus cet émetteur.
note-tenant-made = { $name } est créée.
note-tenant-half = { $name } est créée, mais tout le reste n’a pas pu être fait : { $problem }

## Start page

start-title = Accolade · Des badges numériques que l’on peut vérifier
start-heading = Des badges numériques que chacun peut vérifier
start-lead = Les organisations disent qui a accompli quoi. Les titulaires le montrent. Chacun peut le vérifier.
start-lead-demo = Cinq programmes avec leurs badges sont en place sur cette machine. Entrez par n’importe quelle porte.
start-issue = J’émets
start-issue-plain = Pour le personnel : concevoir des badges, les décerner, les tenir à jour.
start-issue-1 = Connectez-vous avec l’adresse et le mot de passe ci-dessous.
start-issue-2 = Décernez un badge, ou importez un fichier et voyez ce qu’il changerait.
start-issue-3 = Révoquez un badge et voyez sa page le dire.
start-issue-go = Ouvrir la console
start-earned = J’ai obtenu
start-earned-plain = Pour les titulaires : accepter des badges, décider qui les voit, les montrer.
start-earned-1 = Ouvrez l’e-mail que { $name } a reçu.
start-earned-2 = Suivez son lien et enregistrez le badge.
start-earned-3 = Rendez-le public et partagez-le.
start-earned-go = Ouvrir mes badges
start-earned-go-demo = Ouvrir l’e-mail
start-check = Je vérifie
start-check-plain = Pour tous les autres : ce badge est-il authentique, et vaut-il encore ?
start-check-1 = Ouvrez un badge public et téléchargez son image.
start-check-2 = Déposez l’image sur la page de vérification.
start-check-3 = Changez un octet et déposez-la à nouveau.
start-check-go = Vérifier un badge
start-programmes = Les programmes
start-mailbox = Aucun e-mail ne quitte cette machine. Ce qui aurait été envoyé est gardé ici :
start-mailbox-go = Ouvrir la boîte aux lettres

## Mailbox

mailbox-title = Boîte aux lettres
mailbox-lead = Ce qui aurait été envoyé, le plus récent d’abord.
mailbox-search = Adresse ou objet
mailbox-from-to = { $from } à { $to }
mailbox-empty-title = Pas encore d’e-mail
mailbox-empty = Décernez un badge, et l’e-mail à son titulaire apparaît ici.
mail-from = De
mail-to = À
mail-at = Envoyé
mail-links = Liens qu’il contient
mail-html = Tel qu’un programme de messagerie le montre
mail-html-title = Message : { $subject }
mail-text = En texte brut

## Help

help-title = Aide
help-contents = Sur cette page
help-find = Je ne trouve pas mon badge
help-find-spam = Regardez dans le dossier des indésirables. Ajoutez l’expéditeur à vos contacts sûrs, pour que le prochain arrive. L’adresse d’envoi figure sur la page de votre association, qui a autorisé ces e-mails.
help-find-address = A-t-il été envoyé à une autre adresse ? Connectez-vous avec elle, ou ajoutez-la sous Mon profil.
help-find-again = Les liens fonctionnent 30 jours. Un lien plus ancien propose un bouton qui en envoie un nouveau.
help-sign-in = Je n’arrive pas à me connecter
help-sign-in-link = Faites-vous envoyer un lien de connexion. Il fonctionne sans mot de passe.
help-sign-in-locked = Après dix essais manqués, le mot de passe est bloqué, pour tenir les autres dehors. Un lien envoyé fonctionne toujours ; le personnel de votre association débloque le mot de passe.
help-sign-in-browser = Essayez un autre navigateur ou une fenêtre privée, ou videz le cache de celui-ci.
help-sign-in-network = Les réseaux d’entreprise bloquent parfois. Essayez un autre réseau ou un autre appareil.
help-verify = Un badge ne se vérifie pas
help-verify-browser = Essayez un autre navigateur, ou videz le cache de celui-ci.
help-verify-original = Les réseaux sociaux et les messageries enlèvent le badge des images. Vérifiez plutôt le lien, ou le fichier tel qu’il a été téléchargé.
help-verify-unverifiable = « N’a pas pu être vérifié » ne dit ni oui ni non. Vérifiez à nouveau dans quelques minutes.
help-state = Mon badge dit expiré ou suspendu
help-state-text = L’adhésion et la certification sont deux choses, et chacune a sa propre fin.
help-state-renew = L’adhésion a pris fin : renouvelez-la auprès de votre association. Le badge est à nouveau valide à la même adresse, en général en un jour.
help-state-recertify = La certification a pris fin : certifiez-vous à nouveau. Des crédits peuvent compter ; votre association dit lesquels.
help-state-wrong = Vous avez renouvelé et il le dit encore ? Demandez à votre association de vérifier. Elle seule peut changer dates et noms.
help-share = Le montrer sur LinkedIn et ailleurs
help-share-1 = Ouvrez le badge sous Mes badges et rendez-le public.
help-share-2 = Choisissez « Ajouter au profil LinkedIn ». Nom, organisation et dates sont remplis ; mettez-y la date de fin telle qu’elle figure sur le badge.
help-share-3 = Partout ailleurs, donnez l’adresse du badge. Elle fonctionne sans aucun compte.
help-signature = Le mettre dans ma signature d’e-mail
help-example-badge = Nom du badge
help-example-issuer = Émetteur
help-employer = Mon employeur veut une preuve
help-employer-text = Donnez l’adresse du badge : elle s’ouvre pour tous et montre l’état d’aujourd’hui. Si l’on demande plus, votre association peut écrire une lettre de soutien.
help-ask = Demander à quelqu’un
help-ask-text = Le personnel de votre association peut voir vos badges et aider pour tout cela. Dites-lui l’adresse à laquelle le badge a été envoyé.

## For developers

docs-title = Référence de l’API
docs-lead = Tout ce que fait la console, vos systèmes le peuvent. JSON par HTTPS, avec des clés que vous créez dans la console.
docs-base = Adresse de base
docs-version = Version
docs-openapi = OpenAPI 3.1
docs-key = Clé
docs-scope = Demande le droit
docs-parameters = Paramètres
docs-example = Par exemple
docs-answers = Réponses

## Errors

error-400-title = Cela ne peut pas se faire
error-400-words = Revenez en arrière et essayez autrement.
error-403-title = Ceci n’est pas pour vous
error-403-words = Vous êtes connecté, mais pas comme quelqu’un qui peut ouvrir ceci. Connectez-vous autrement, ou demandez à l’administrateur de votre organisation.
error-405-title = Cette adresse fonctionne autrement
error-405-words = Elle est pour les formulaires, ou seulement à lire. Partez de la page qui vous a mené ici.
error-cross-site-title = Ce formulaire venait d’un autre site
error-cross-site-words = Rien n’a été changé. Les formulaires ne comptent que s’ils sont envoyés d’une page d’ici : ouvrez-la et envoyez-le à nouveau.
error-404-title = Il n’y a rien ici
error-404-words = L’adresse est peut-être mal tapée, ou ce qui était là n’y est plus.
error-409-title = Quelqu’un a été plus rapide
error-409-words = Rien n’a été changé. Regardez où en sont les choses et décidez à nouveau.
error-413-title = C’est trop d’un coup
error-413-words = Rien n’a été changé.
error-429-title = Un peu plus lentement, s’il vous plaît
error-429-words = Trop de demandes sont venues d’ici. Attendez une minute et réessayez.
error-500-title = Quelque chose a mal tourné ici
error-500-words = C’est notre faute, pas la vôtre. Réessayez ; si cela se reproduit, dites-nous ce numéro :
error-503-title = Une partie de ceci est absente un moment
error-503-words = Rien n’est perdu. Réessayez dans une minute.
error-request = Numéro
error-start = À la page de départ
import-none-good = Aucune ligne ne peut être prise. Corrigez-les et importez le fichier à nouveau.
import-starting = Cela commence dans un instant.
import-done = Le fichier est importé. Voici ce qui en est sorti :
separator-comma = virgules
separator-semicolon = points-virgules
separator-tab = tabulations
separator-other = autres signes
staff-empty-title = Encore personne
staff-empty = Invitez ici les personnes qui décernent les badges et en prennent soin.
mail-why-accepted = Le badge a été accepté.
mail-why-declined = Le badge a été refusé.
mail-why-revoked = Le badge a été révoqué.
form-overtaken = Quelqu’un d’autre a changé ceci entre-temps. Vos mots sont dans le formulaire, et ce qui est au dossier figure à côté. Enregistrez à nouveau pour mettre les vôtres à la place.
form-reminder-days = Écrivez des jours entiers séparés par des virgules, par exemple 30, 60, 120.
form-kept-now = Au dossier maintenant : { $kept }
form-kept-empty = rien
form-ticked = coché
form-not-ticked = non coché
nav-language = Langue

## What a check found

check-its-issuer = son émetteur
check-valid = Ce badge est authentique et valide. Il a été émis par { $issuer }, que cette installation connaît.
check-valid-unknown = Ce badge a été émis par { $issuer }, n’a pas changé et est en vigueur. Personne ici ne cautionne cet émetteur : à vous de juger s’il mérite confiance.
check-unverifiable = Ce badge n’a pas pu être vérifié jusqu’au bout.
check-revoked = { $issuer } a révoqué ce badge.
check-suspended = { $issuer } a suspendu ce badge ; il ne vaut pas en ce moment.
check-expired = Ce badge a expiré.
check-invalid = Ce badge n’est pas valide.
check-read-ok = Un Open Badge a été trouvé.
check-read-unreachable = Le badge n’a pas pu être obtenu à son adresse.
check-read-damaged = L’image est abîmée, et le badge qu’elle contient ne peut pas être lu.
check-read-gone = Il n’y a plus de badge à cette adresse.
check-read-old = C’est un Open Badge de version 1, qui n’est pas vérifié ici.
check-read-none = Il n’y a pas de badge là-dedans.
check-schema-ok = Le document respecte la forme des Open Badges.
check-schema-failed = Le document s’écarte de la forme des Open Badges.
check-proof-ok = La signature correspond au contenu : rien n’a changé depuis.
check-proof-failed = La signature ne correspond pas au contenu : il a été changé après la signature, ou une autre clé l’a signé.
check-proof-none = Le badge n’est pas signé.
check-proof-unsupported = Le badge est signé d’une manière qui ne peut pas être vérifiée ici.
check-proof-no-key = La signature n’a pas pu être vérifiée, car la clé manque.
check-proof-superseded = La signature correspond. Elle est d’un genre qui ne se fait plus.
check-proof-ledger = La signature correspond, mais les registres de l’émetteur ne connaissent pas ce badge.
check-proof-expired = La signature était faite pour un temps qui est passé.
check-issuer-ok = La clé appartient à l’émetteur.
check-issuer-failed = Il n’a pas pu être montré que la clé appartient à l’émetteur.
check-issuer-unreachable = Le document de l’émetteur n’a pas pu être obtenu.
check-issuer-key-revoked = L’émetteur a révoqué la clé qui a signé le badge.
check-issuer-key-expired = La clé qui a signé le badge n’était plus en usage.
check-issuer-key-foreign = La clé qui a signé le badge n’est pas celle de l’émetteur.
check-period-ok = Le badge est dans ses dates.
check-period-no-end = Le badge n’a pas de date de fin.
check-period-expired = La date de fin du badge est passée.
check-period-not-yet = Le badge n’est pas encore en vigueur.
check-period-failed = Les dates du badge ne peuvent pas être lues.
check-status-clear = L’émetteur n’a ni révoqué ni suspendu le badge.
check-status-revoked = L’émetteur a révoqué le badge.
check-status-suspended = L’émetteur a suspendu le badge ; il pourra valoir à nouveau.
check-status-none = Le badge ne nomme aucun endroit où une révocation serait dite.
check-status-unknown = Il n’a pas pu être établi si le badge a été révoqué.
check-refresh-none = Le badge ne propose pas de version plus récente.
check-refresh-ok = L’émetteur a été interrogé sur une version plus récente.
check-refresh-newer = L’émetteur a une version plus récente de ce badge.
check-refresh-failed = L’émetteur n’a pas pu être interrogé sur une version plus récente.
check-recipient-not-asked = Personne n’a été nommé à qui comparer le destinataire.
check-recipient-ok = Le badge a été décerné à cette adresse.
check-recipient-other = Le badge a été décerné à une autre adresse.
check-recipient-unknown = Il n’a pas pu être établi si le badge a été décerné à cette adresse.
check-endorsements-none = Personne n’a cautionné le badge.
check-endorsements-ok = Toutes les cautions tiennent.
check-endorsements-failed = Toutes les cautions ne tiennent pas.

# Verifying many, lists of issuers
fact-vouched-by = Garanti par
vouched-by-operator = cette installation
fact-qr-code = Lu dans un code QR
verify-again-file = Pour vérifier un fichier à nouveau, choisissez-le ci-dessous : il n’a pas été gardé.
verify-report = Le rapport pour les programmes, avec l’empreinte de tout ce qui a servi
verify-report-save = Enregistrer le rapport (JSON)
nav-checks = Vérifier en nombre
checks-title = Vérifier de nombreux badges
checks-lead = Envoyez un fichier de badges de n’importe quel émetteur. Chacun est vérifié comme un badge seul, et les résultats s’enregistrent en tableau.
field-checks-file = Fichier de badges
field-checks-file-hint = Un ZIP de fichiers de badges, un CSV avec une colonne « url » ou « credential », ou un fichier texte avec un lien par ligne. Jusqu’à 10 000 badges et 256 Mo.
checks-button = Vérifier
checks-earlier = Vérifications précédentes
check-running = Les badges sont en cours de vérification
check-results = Ce qui a été trouvé
check-save = Enregistrer les résultats (CSV)
check-delete = Supprimer cette vérification
check-kept = Le fichier et les résultats sont supprimés d’eux-mêmes le { $date }.
check-waits = Pas encore vérifié
column-verdict = Verdict
column-found = Constat
note-check-deleted = La vérification et tout son contenu ont été supprimés.
issuer-lists-title = Listes d’émetteurs importées
issuer-lists-lead = Des listes tenues par d’autres et que vous croyez. Les badges de leurs émetteurs sont valables ici, et le rapport nomme la liste.
issuer-lists-empty = Aucune liste n’a encore été importée.
issuer-list-says = Émetteurs : { $count }. Confirmée le { $date }.
issuer-list-failing = La liste ne peut pas être récupérée ; elle reste telle qu’elle était. { $problem }
issuer-lists-add = Importer une liste
issuer-lists-button = Importer
issuer-list-refresh = Récupérer maintenant
issuer-list-remove = Retirer cette liste
issuer-list-remove-hint = Ses émetteurs ne sont alors plus garantis, sauf par vous ou une autre liste. Elle peut être importée à nouveau.
issuer-list-entries = Émetteurs de la liste
field-list-name = Nom de la liste
field-list-name-hint = Les rapports l’appellent ainsi.
field-list-url = Adresse de la liste
field-list-url-hint = Elle est récupérée d’elle-même. Les émetteurs qui en disparaissent ne sont plus garantis.
field-list-file = Ou la liste en fichier
field-list-file-hint = JSON ou CSV, jusqu’à 2 Mo.
form-list-one = Donnez soit une adresse, soit un fichier.
form-list-too-large = Le fichier est trop grand : une liste peut avoir jusqu’à 2 Mo.
note-list-added = La liste a été importée. Ses émetteurs sont maintenant garantis.
note-list-refreshed = La liste a été récupérée et est à jour.
note-list-removed = La liste a été retirée.
